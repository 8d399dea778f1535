package io.taskservice.api.queue;

/** Examples of the OpenAPI document. */
final class QueueExamples {

    static final String QUEUE = """
            {"name":"mail","description":"Outgoing mail","maxRunning":10,"rate":{"limit":600,"periodMs":60000}}""";

    static final String SETTINGS = """
            {"description":"Outgoing mail","maxRunning":10,"rate":{"limit":600,"periodMs":60000,"burst":50}}""";

    static final String LIMITS = """
            {"maxRunning":200,"rate":{"limit":100,"periodMs":1000}}""";

    private QueueExamples() {}
}
