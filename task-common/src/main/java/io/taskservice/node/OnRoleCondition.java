package io.taskservice.node;

import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Reads {@code app.task.roles} for {@link ConditionalOnRole}. */
final class OnRoleCondition extends SpringBootCondition {

    private static final Set<Role> ALL = Set.of(Role.values());

    @Override
    public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
        Map<String, ?> attributes =
                Objects.requireNonNull(metadata.getAnnotationAttributes(ConditionalOnRole.class.getName()));
        Role role = Role.valueOf(String.valueOf(attributes.get("value")).toUpperCase(Locale.ROOT));
        Set<Role> played = Binder.get(context.getEnvironment())
                .bind("app.task.roles", Bindable.setOf(Role.class))
                .orElse(ALL);
        return new ConditionOutcome(played.contains(role), "app.task.roles is " + played);
    }
}
