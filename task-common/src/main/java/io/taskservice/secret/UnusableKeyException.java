package io.taskservice.secret;

/** Says why a master key cannot be used and how to make one; a start that meets it fails with just that. */
public final class UnusableKeyException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnusableKeyException(String setting, String why) {
        super(setting + " " + why + "; make a key with: openssl rand -base64 32");
    }
}
