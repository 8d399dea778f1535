package io.taskservice.api.explain;

/** Examples of the OpenAPI document. */
final class Examples {

    static final String INSTANCE = """
            {"instanceId":"019ab2c4-7d10-7a00-8000-000000000001","status":"PENDING",
             "state":{"code":"BLOCKED","message":"It is due, and held back: 10 of the queue mail run, and no more than 10 may"},
             "position":{"line":"QUEUE","ahead":42,"positionAtLeast":false,"lanesSharing":3},
             "blockers":[{"code":"QUEUE_LIMIT","message":"10 of the queue mail run, and no more than 10 may","since":null,
               "until":null,"details":{"limit":10,"queue":"mail","running":10}}],
             "estimate":{"startsAt":"2026-01-31T08:00:08.600Z","basis":"42 before it in the queue mail, 10 at once, each for\
             2000 ms (mean of the last 180); it is of what is known now, and others may come before it"},
             "expiresAt":null,"run":null,"end":null,"asOf":"2026-01-31T08:00:00.000Z"}""";

    static final String DEFINITION = """
            {"definitionId":"019ab2c4-7d10-7a00-8000-000000000002","status":"ENABLED",
             "verdict":{"code":"ON_TIME","message":"It fires next at 2026-01-31T09:00:00Z"},"blockers":[],
             "nextFireTime":"2026-01-31T09:00:00Z","lateMs":0,"schedulers":{"live":2,"wish":"RUNNING"},
             "from":"2026-01-30T08:30:00Z","to":"2026-01-31T08:30:00Z","certainSince":"2026-01-30T12:00:00Z",
             "dueTimes":[
               {"dueTime":"2026-01-31T08:00:00Z","lastDueTime":"2026-01-31T08:00:00Z","dueTimes":1,"outcome":"FIRED",
                "instanceId":"019ab2c4-7d10-7a00-8000-000000000003","instanceStatus":"SUCCESS","gapReason":null,"note":null},
               {"dueTime":"2026-01-31T02:00:00Z","lastDueTime":"2026-01-31T07:00:00Z","dueTimes":6,"outcome":"GAP",
                "instanceId":null,"instanceStatus":null,"gapReason":"MISFIRE",
                "note":"Found later than its misfire threshold, and the misfire policy left it out"}],
             "nextTo":null,"asOf":"2026-01-31T08:30:00.000Z"}""";

    private Examples() {}
}
