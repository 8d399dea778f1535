package io.taskservice.executor.builtin;

import java.net.UnknownHostException;

/** Says that a target is inside the own network; for the HTTP client it is a host that cannot be resolved. */
final class ForbiddenTargetException extends UnknownHostException {

    private static final long serialVersionUID = 1L;

    ForbiddenTargetException(String host) {
        super("The target " + host + " is private, loopback or link-local; only an administrator can allow it, with"
                + " app.task.executor.http.allowed-hosts");
    }
}
