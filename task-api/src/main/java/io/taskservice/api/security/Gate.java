package io.taskservice.api.security;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;

/** Lets a request through when the table of routes says so, and only then. */
final class Gate implements AuthorizationManager<RequestAuthorizationContext> {

    private final RouteRules rules;

    Gate(RouteRules rules) {
        this.rules = rules;
    }

    @Override
    public AuthorizationDecision authorize(
            Supplier<? extends @Nullable Authentication> authentication, RequestAuthorizationContext context) {
        boolean granted = rules.of(context.getRequest())
                .map(rule -> isGranted(rule, authentication.get(), context))
                .orElse(false);
        return new AuthorizationDecision(granted);
    }

    private static boolean isGranted(
            RouteRule rule, @Nullable Authentication authentication, RequestAuthorizationContext context) {
        if (rule.access() == Access.PUBLIC) {
            return true;
        }
        if (!(authentication instanceof KeyAuthentication known)) {
            return false;
        }
        Caller caller = known.getPrincipal();
        return rule.allows(caller) && isTenantFit(rule, caller, context);
    }

    /** In a disabled tenant an administrator may look; what is the platform's does not depend on it. */
    private static boolean isTenantFit(RouteRule rule, Caller caller, RequestAuthorizationContext context) {
        return rule.access() == Access.PLATFORM_ADMIN
                || caller.tenantActive()
                || context.getRequest().getMethod().equals("GET");
    }
}
