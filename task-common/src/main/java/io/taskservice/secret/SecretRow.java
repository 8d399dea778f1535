package io.taskservice.secret;

import io.taskservice.identity.TenantId;

/** The sealed part of a row of {@code tenant_secrets}; meanings are the table's comments. */
record SecretRow(TenantId tenantId, String name, String keyId, byte[] nonce, byte[] ciphertext) {

    Sealed sealed() {
        return new Sealed(keyId, nonce, ciphertext);
    }
}
