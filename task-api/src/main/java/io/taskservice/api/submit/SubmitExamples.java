package io.taskservice.api.submit;

/** Examples of the OpenAPI document. */
final class SubmitExamples {

    static final String TASK = """
            {"handler":"customTaskHandler","params":{"source":"db1","target":"db2"},"priority":"high",\
            "timeoutMs":300000,"maxAttempts":3,"labels":{"customer":"4711"},"requestKey":"order-4711"}""";

    static final String BATCH = """
            {"items":[{"handler":"echo","params":"one"},{"handler":"echo","params":"two","delayMs":5000}],\
            "atomic":false}""";

    private SubmitExamples() {}
}
