package io.taskservice.executor;

import io.taskservice.instance.Claim;
import io.taskservice.instance.FailureCode;
import io.taskservice.secret.SecretReferences;
import io.taskservice.secret.TenantSecrets;
import io.taskservice.secret.UnreadableSecretException;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * Gives an attempt the secrets that its params refer to, just before its handler runs.
 *
 * <p>Params without a reference cost nothing; others one statement, for the tenant of the instance and no other.
 */
final class Disclosure {

    private static final Logger log = LoggerFactory.getLogger(Disclosure.class);

    private final TenantSecrets secrets;

    Disclosure(TenantSecrets secrets) {
        this.secrets = secrets;
    }

    /** Puts the values into the attempt's params, and hides them in whatever it leaves behind. */
    void to(Attempt attempt) throws UndisclosedException {
        Claim claim = attempt.claim();
        Set<String> names = SecretReferences.in(claim.params());
        if (!names.isEmpty()) {
            Map<String, String> values = read(claim, names);
            for (String name : names) {
                if (!values.containsKey(name)) {
                    throw new UndisclosedException(
                            FailureCode.SECRET_MISSING,
                            "The params refer to the secret " + name + ", which is not there");
                }
            }
            attempt.disclose(SecretReferences.resolve(attempt.getParams(), values), values.values());
        }
    }

    private Map<String, String> read(Claim claim, Set<String> names) throws UndisclosedException {
        try {
            return secrets.values(claim.tenantId(), names);
        } catch (UnreadableSecretException e) {
            throw new UndisclosedException(
                    FailureCode.SECRET_UNREADABLE, "A secret of " + names + " cannot be read: " + e.getMessage());
        } catch (DataAccessException | TransactionException e) {
            log.warn("The secrets of {} cannot be read now; it waits", claim.id(), e);
            throw new UndisclosedException(null, "The database is away, so the secrets cannot be read; waits for it");
        }
    }
}
