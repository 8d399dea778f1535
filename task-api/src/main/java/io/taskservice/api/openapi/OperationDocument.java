package io.taskservice.api.openapi;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;

import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.HeaderParameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.taskservice.api.change.Once;
import io.taskservice.api.security.Caller;
import io.taskservice.api.security.Callers;
import io.taskservice.api.security.RouteRules;
import io.taskservice.api.web.ErrorCode;
import io.taskservice.api.web.FailsWith;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.GlobalOperationCustomizer;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.method.HandlerMethod;

/** Adds to each operation what its code says elsewhere: its refusals, its credential, its idempotency key. */
final class OperationDocument implements GlobalOperationCustomizer {

    private static final Set<ErrorCode> OF_ALL = EnumSet.of(
            ErrorCode.INVALID_PARAMETERS,
            ErrorCode.UNAUTHENTICATED,
            ErrorCode.FORBIDDEN,
            ErrorCode.TENANT_DISABLED,
            ErrorCode.RATE_LIMITED,
            ErrorCode.INTERNAL_ERROR,
            ErrorCode.SERVICE_UNAVAILABLE);

    private static final Set<ErrorCode> OF_BODIES =
            EnumSet.of(ErrorCode.MALFORMED_JSON, ErrorCode.PAYLOAD_TOO_LARGE, ErrorCode.UNSUPPORTED_MEDIA_TYPE);

    private final RouteRules rules;

    OperationDocument(RouteRules rules) {
        this.rules = rules;
    }

    @Override
    public Operation customize(Operation operation, HandlerMethod method) {
        Set<ErrorCode> codes = codesOf(method);
        if (isOfATenant(method)) {
            codes.add(ErrorCode.TENANT_NOT_FOUND);
        }
        answerTypes(operation);
        codes.stream()
                .collect(groupingBy(ErrorCode::status, TreeMap::new, java.util.stream.Collectors.toList()))
                .forEach((status, ofStatus) -> operation
                        .getResponses()
                        .addApiResponse(String.valueOf(status.value()), refusal(status, ofStatus)));
        if (codes.contains(ErrorCode.IDEMPOTENCY_KEY_REUSED)) {
            operation.addParametersItem(idempotencyKey());
        }
        if (isOfATenant(method)) {
            operation.addParametersItem(tenantId());
        }
        operation.setSecurity(List.of(
                new SecurityRequirement().addList(OpenApiConfiguration.BEARER),
                new SecurityRequirement().addList(OpenApiConfiguration.API_KEY)));
        return operation;
    }

    private static Set<ErrorCode> codesOf(HandlerMethod method) {
        Set<ErrorCode> codes = EnumSet.copyOf(OF_ALL);
        FailsWith own = method.getMethodAnnotation(FailsWith.class);
        if (own != null) {
            codes.addAll(List.of(own.value()));
        }
        boolean hasBody = Arrays.stream(method.getMethodParameters())
                .anyMatch(parameter -> parameter.hasParameterAnnotation(RequestBody.class));
        if (hasBody) {
            codes.addAll(OF_BODIES);
        }
        return codes;
    }

    /** springdoc writes any type where a controller names none; ours is always JSON. */
    private static void answerTypes(Operation operation) {
        operation.getResponses().values().forEach(response -> {
            @Nullable Content content = response.getContent();
            if (content != null && content.containsKey("*/*")) {
                response.setContent(new Content().addMediaType("application/json", content.get("*/*")));
            }
        });
    }

    private static ApiResponse refusal(HttpStatus status, List<ErrorCode> codes) {
        String names = codes.stream().map(ErrorCode::name).collect(joining(", "));
        return new ApiResponse()
                .description(status.getReasonPhrase() + ": " + names)
                .content(new Content()
                        .addMediaType(
                                "application/json",
                                new MediaType().schema(ref("Error")).example(example(codes.get(0))))
                        .addMediaType("application/problem+json", new MediaType().schema(ref("Problem"))));
    }

    private static Map<String, Object> example(ErrorCode code) {
        Map<String, Object> example = new TreeMap<>();
        example.put("status", "error");
        example.put("error_code", code.name());
        example.put("message", "What is wrong, and what to do instead");
        example.put("errors", List.of());
        example.put("timestamp", "2026-01-31T08:00:00Z");
        example.put("trace_id", "4bf92f3577b34da6a3ce929d0e0e4736");
        return example;
    }

    private static HeaderParameter idempotencyKey() {
        HeaderParameter parameter = new HeaderParameter();
        parameter
                .name(Once.HEADER)
                .description(
                        "Chosen by the caller, a UUID for instance. Repeats with the same key and body get the first answer"
                                + " again, for 24 hours")
                .schema(new StringSchema().maxLength(128));
        return parameter;
    }

    /** Whether a tenant's key may use the route, and what it does depends on the tenant. */
    private boolean isOfATenant(HandlerMethod method) {
        boolean asksForCaller =
                Arrays.stream(method.getMethodParameters()).anyMatch(p -> p.getParameterType() == Caller.class);
        RequestMapping own = AnnotatedElementUtils.findMergedAnnotation(method.getMethod(), RequestMapping.class);
        RequestMapping ofClass = AnnotatedElementUtils.findMergedAnnotation(method.getBeanType(), RequestMapping.class);
        if (!asksForCaller || own == null) {
            return false;
        }
        String pattern = first(ofClass) + first(own);
        return rules.all().stream()
                .anyMatch(rule -> rule.access().isOfATenant()
                        && !rule.pattern().startsWith("/api/v1/tenants")
                        && rule.pattern().equals(pattern)
                        && rule.method().name().equals(own.method()[0].name()));
    }

    private static String first(@Nullable RequestMapping mapping) {
        return mapping == null || mapping.path().length == 0 ? "" : mapping.path()[0];
    }

    private static HeaderParameter tenantId() {
        HeaderParameter parameter = new HeaderParameter();
        parameter
                .name(Callers.TENANT_HEADER)
                .description("For platform administrators: the tenant to act for, instead of the key's own")
                .schema(new StringSchema().maxLength(36));
        return parameter;
    }

    private static Schema<?> ref(String name) {
        return new Schema<>().$ref("#/components/schemas/" + name);
    }
}
