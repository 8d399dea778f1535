package io.taskservice.api.definition;

/** Examples of the OpenAPI document. */
final class DefinitionExamples {

    static final String REQUEST = """
            {"taskName":"数据同步任务","taskHandler":"customTaskHandler","scheduleType":"CRON",\
            "cronExpression":"0 0 2 * * ?","taskParams":"{\\"source\\":\\"db1\\",\\"target\\":\\"db2\\"}",\
            "description":"每天凌晨2点执行数据同步","enabled":true}""";

    static final String RUN = """
            {"params":{"source":"db1","target":"db3"},"bizKey":"order-4711"}""";

    private DefinitionExamples() {}
}
