package io.taskservice.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskservice.identity.TenantId;
import io.taskservice.identity.WebhookId;
import io.taskservice.testkit.TestSecrets;
import io.taskservice.testkit.TestStores;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SealedSecretsIT {

    private static final TestStores STORES = TestStores.fresh();
    private static final TenantId TENANT = new TenantId("a");
    private static final Instant AT = Instant.parse("2026-11-22T00:00:00Z");

    private final WebhookRepository webhooks = STORES.webhooks();
    private final CallbackSecrets callbacks = new CallbackSecrets(STORES.database(), TestSecrets.signing());
    private final WebhookMapper mapper = STORES.database().mapper(WebhookMapper.class);

    @AfterAll
    static void close() throws Exception {
        STORES.close();
    }

    @BeforeEach
    void empty() {
        STORES.empty();
    }

    @Test
    void noSecretIsStoredInClear() {
        WebhookId id = aWebhook();
        webhooks.rotate(TENANT, id);
        callbacks.signing(TENANT);
        callbacks.rotate(TENANT);

        assertThat(columns("webhooks")).hasSize(2).allMatch(text -> text.startsWith("v1:"));
        assertThat(columns("callback_secrets")).hasSize(2).allMatch(text -> text.startsWith("v1:"));
    }

    @Test
    void whatAnOlderVersionLeftInClearIsSealedOnceAndSignsAsBefore() {
        WebhookId id = aWebhook();
        WebhookSecret old = WebhookSecret.generate(new SecureRandom());
        WebhookSecret older = WebhookSecret.generate(new SecureRandom());
        STORES.execute("UPDATE webhooks SET secret = '%s', previous_secret = '%s'".formatted(old.text(), older.text()));
        STORES.execute("INSERT INTO callback_secrets (tenant_id, secret, since) VALUES ('a', '%s', UTC_TIMESTAMP(3))"
                .formatted(old.text()));
        String expected = new Signing(old, older).sign("id", AT, "body");
        assertThat(signed(id)).as("before").isEqualTo(expected);

        assertThat(webhooks.reseal() + callbacks.reseal()).isEqualTo(2);
        assertThat(webhooks.reseal() + callbacks.reseal()).isZero();

        assertThat(columns("webhooks")).hasSize(2).allMatch(text -> text.startsWith("v1:"));
        assertThat(columns("callback_secrets")).hasSize(1).allMatch(text -> text.startsWith("v1:"));
        assertThat(signed(id)).as("after").isEqualTo(expected);
        assertThat(callbacks.signing(TENANT).sign("id", AT, "body"))
                .isEqualTo(new Signing(old, null).sign("id", AT, "body"));
    }

    @Test
    void aNewMasterKeySealsThemAnew() {
        WebhookId id = aWebhook();
        String expected = signed(id);
        String fresh = TestSecrets.newKey();
        SigningSecrets rotated = new SigningSecrets(TestSecrets.box(fresh, TestSecrets.key()));

        assertThat(new WebhookRepository(STORES.database(), rotated).reseal()).isEqualTo(1);

        SecretColumns row = mapper.notSealedWith("nothing").get(0);
        assertThat(new SigningSecrets(TestSecrets.box(fresh))
                        .ofWebhook(TENANT, id, row.secret(), null)
                        .sign("id", AT, "body"))
                .isEqualTo(expected);
    }

    private WebhookId aWebhook() {
        WebhookId id = WebhookId.next();
        webhooks.insert(TENANT, id, new Webhook.Wish("hook", null, "https://example.com/in", EventType.ofInstances()));
        return id;
    }

    private String signed(WebhookId id) {
        SecretColumns row = mapper.notSealedWith("nothing").get(0);
        return TestSecrets.signing()
                .ofWebhook(TENANT, id, row.secret(), row.previousSecret())
                .sign("id", AT, "body");
    }

    private static List<String> columns(String table) {
        return STORES.texts("SELECT secret FROM " + table + " UNION ALL SELECT previous_secret FROM " + table
                + " WHERE previous_secret IS NOT NULL");
    }
}
