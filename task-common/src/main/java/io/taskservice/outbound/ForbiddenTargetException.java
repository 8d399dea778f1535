package io.taskservice.outbound;

import java.net.UnknownHostException;

/** Says that a target is inside the own network; for the HTTP client it is a host that cannot be resolved. */
public final class ForbiddenTargetException extends UnknownHostException {

    private static final long serialVersionUID = 1L;

    ForbiddenTargetException(String host, String setting) {
        super("The target " + host + " is private, loopback or link-local; only an administrator can allow it, with "
                + setting);
    }
}
