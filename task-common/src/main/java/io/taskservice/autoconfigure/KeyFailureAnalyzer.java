package io.taskservice.autoconfigure;

import io.taskservice.secret.UnusableKeyException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Turns a master key that cannot be used into two sentences instead of a stack trace. */
class KeyFailureAnalyzer extends AbstractFailureAnalyzer<UnusableKeyException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, UnusableKeyException cause) {
        return new FailureAnalysis(
                cause.getMessage(),
                "Set TASK_SECRETS_KEY to the same key for every process of the cluster, and keep a copy: what it has"
                        + " sealed in the database cannot be read without it.",
                cause);
    }
}
