package io.taskservice.api.definition;

import io.swagger.v3.oas.annotations.media.Schema;
import io.taskservice.api.policy.Params;
import io.taskservice.api.web.TextOrJson;
import io.taskservice.api.web.Texts;
import io.taskservice.api.web.Violations;
import jakarta.validation.Validator;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.annotation.JsonDeserialize;

/**
 * What is different about one run of a definition.
 *
 * @param params instead of the definition's taskParams
 * @param bizKey the user's own key, to find the instance by
 */
@Schema(example = DefinitionExamples.RUN)
record RunRequest(
        @Nullable
        @JsonDeserialize(using = TextOrJson.class)
        @Schema(
                description = "Instead of taskParams: a text, or any JSON object or array",
                types = {"string", "object", "array"})
        String params,

        @Nullable @Size(max = 128, message = "bizKey is at most 128 characters")
        String bizKey) {

    /** Nothing is different. */
    static final RunRequest PLAIN = new RunRequest(null, null);

    void check(Validator validator) {
        Violations violations = Violations.of(this, validator);
        Texts.check("bizKey", bizKey, false).ifPresent(violations::add);
        Params.check("params", params).ifPresent(violations::add);
        violations.throwIfAny();
    }
}
