package io.taskservice.api.secret;

import io.swagger.v3.oas.annotations.media.Schema;
import io.taskservice.api.web.Texts;
import io.taskservice.api.web.Violations;
import io.taskservice.secret.TenantSecret;
import jakarta.validation.Validator;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * A value to be kept secret.
 *
 * @param value what references to it stand for
 */
@Schema(example = """
        {"value":"correct horse battery staple"}""")
record SecretRequest(
        @Nullable
        @NotNull(message = "value is required: what references to the secret stand for")
        @Size(min = 1, max = TenantSecret.MOST_CHARACTERS, message = "value is 1 to 8192 characters")
        String value) {

    void check(Validator validator) {
        Violations violations = Violations.of(this, validator);
        Texts.check("value", value, true).ifPresent(violations::add);
        violations.throwIfAny();
    }

    /** Without the value. */
    @Override
    public String toString() {
        return "SecretRequest[]";
    }
}
