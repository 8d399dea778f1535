package io.taskservice.benchmarks;

import io.taskservice.benchmarks.engine.SystemKind;
import java.util.Map;

/** The options there are. */
final class Options {

    /** What {@code --help} prints. */
    static final String USAGE = """
            usage: java -jar benchmarks.jar [WORKLOAD…] [options]

            workloads, all but the last if none is given:
              drain        due tasks that do nothing are run until none is left
              submit       tasks are added: one by one by some threads, and in bulk
              requests     tasks are added by REST requests at a rate for 20 s: how long each takes
              precision    one-shot tasks are due at a rate for 20 s: start minus due
              recurring    definitions fire every 10 s, for 60 s
              idle         10,000 definitions that are not due, for 30 s
              start        the server's jar is started: time until it is ready, memory when idle
              smoke        drain with floor and task-service only, 1 round; exit code 1 if their ratio is more than 30 %
                           below the recorded one

            options:
              --systems=A,B        only these of floor, floor-lean, task-service, task-service-rest, db-scheduler,
                                   jobrunr, quartz
              --rounds=3           how often each system is measured; medians are shown
              --tasks=10000        tasks of drain and submit
              --history=0          finished instances behind the tasks of drain; floor and task-service only
              --tenants=1          tenants over which task-service spreads the tasks of drain
              --nodes=1            processes that drain at once; task-service and db-scheduler only
                                   Of these four a list may be given, e.g. --tasks=10000,1000,100000: drain is measured
                                   with the first of each, then with each other one and the first of the others
              --submitters=1,8,32,0
                                   threads that add tasks one by one, of submit; 0: in bulk
              --requests=200       requests a second, of requests
              --rate=50,500        tasks a second, of precision
              --definitions=100,1000,10000
                                   of recurring
              --cap=120            seconds that a measurement may take; more is shown as over the cap
              --jdbc-url=URL       a MySQL or MariaDB from outside, e.g. jdbc:mysql://127.0.0.1:3306/?user=root&password=
              --out=FILE           where the JSON goes; benchmarks/target/benchmark.json
              --server=FILE        the server's jar, of start; task-server/target/task-server.jar
              --jdk=FOLDER,FOLDER  homes of the JDKs, of start; that of this process
              --recorded=FILE      what smoke compares with; benchmarks/recorded.json
              --jvm-option=OPTION  of the measured processes, beside -Xmx256m; may be given several times
              --help               this

            Exit code: 0 measured, 1 something failed or smoke is too slow, 2 an argument is wrong.
            """;

    /** What an option is when it is not given. */
    static final Map<String, String> DEFAULTS = Map.ofEntries(
            Map.entry("systems", String.join(",", SystemKind.names())),
            Map.entry("rounds", "3"),
            Map.entry("tasks", "10000"),
            Map.entry("history", "0"),
            Map.entry("tenants", "1"),
            Map.entry("nodes", "1"),
            Map.entry("submitters", "1,8,32,0"),
            Map.entry("requests", "200"),
            Map.entry("rate", "50,500"),
            Map.entry("definitions", "100,1000,10000"),
            Map.entry("cap", "120"),
            Map.entry("jdbc-url", ""),
            Map.entry("out", "benchmarks/target/benchmark.json"),
            Map.entry("jdk", System.getProperty("java.home")),
            Map.entry("recorded", "benchmarks/recorded.json"),
            Map.entry("server", "task-server/target/task-server.jar"),
            Map.entry("jvm-option", ""));

    private Options() {}
}
