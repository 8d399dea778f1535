package io.taskservice.api.web;

import io.taskservice.text.Nearest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/** Refuses query parameters that a route does not know, and repeated ones that it wants once: a typo must not go unseen. */
final class KnownParameters implements HandlerInterceptor {

    private static final String OUR_CONTROLLERS = "io.taskservice.api.";

    /** By method: whether each parameter may be repeated. */
    private final Map<java.lang.reflect.Method, Map<String, Boolean>> known = new ConcurrentHashMap<>();

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (handler instanceof HandlerMethod method
                && method.getBeanType().getName().startsWith(OUR_CONTROLLERS)) {
            Map<String, Boolean> parameters = known.computeIfAbsent(method.getMethod(), none -> parametersOf(method));
            read(request).forEach((name, values) -> check(parameters, name, values.length));
        }
        return true;
    }

    /** The servlet API's way to say that a query cannot be decoded is an IllegalStateException. */
    private static Map<String, String[]> read(HttpServletRequest request) {
        try {
            return request.getParameterMap();
        } catch (IllegalStateException e) {
            throw new ApiException(
                    ErrorCode.INVALID_PARAMETERS,
                    "The query is not percent-encoded UTF-8, or has more than a thousand parameters");
        }
    }

    private static void check(Map<String, Boolean> parameters, String name, int times) {
        Boolean repeatable = parameters.get(name);
        if (repeatable == null) {
            throw ApiException.ofField(
                    ErrorCode.INVALID_PARAMETERS,
                    name,
                    "UNKNOWN_PARAMETER",
                    "There is no parameter " + name + Nearest.suggestion(name, parameters.keySet()));
        }
        if (times > 1 && !repeatable) {
            throw ApiException.ofField(
                    ErrorCode.INVALID_PARAMETERS, name, "REPEATED", "Give the parameter " + name + " once");
        }
    }

    private static Map<String, Boolean> parametersOf(HandlerMethod method) {
        Map<String, Boolean> parameters = new HashMap<>();
        Arrays.stream(method.getMethodParameters())
                .filter(parameter -> parameter.hasParameterAnnotation(RequestParam.class))
                .forEach(parameter -> parameters.put(nameOf(parameter), isRepeatable(parameter)));
        return parameters;
    }

    private static String nameOf(MethodParameter parameter) {
        String name = Objects.requireNonNull(parameter.getParameterAnnotation(RequestParam.class))
                .name();
        return name.isEmpty() ? Objects.requireNonNull(parameter.getParameter().getName()) : name;
    }

    private static boolean isRepeatable(MethodParameter parameter) {
        return Collection.class.isAssignableFrom(parameter.getParameterType());
    }
}
