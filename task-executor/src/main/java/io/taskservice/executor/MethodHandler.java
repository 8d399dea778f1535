package io.taskservice.executor;

import io.taskservice.handler.TaskContext;
import io.taskservice.handler.TaskHandler;
import io.taskservice.handler.TaskMethod;
import io.taskservice.handler.TaskResult;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.BeanUtils;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.JsonNode;

/** A method that {@link TaskMethod} makes a handler, its arguments bound from the params. */
final class MethodHandler implements TaskHandler {

    private final Object bean;
    private final Method method;
    private final ParamsReader reader;
    private final String description;
    private final @Nullable String paramsSchema;
    private final List<Argument> arguments;

    MethodHandler(Object bean, Method method, TaskMethod annotation, ParamsReader reader) {
        this.bean = bean;
        this.method = method;
        this.reader = reader;
        this.description = annotation.description();
        this.paramsSchema = new ParamsSchema(reader).of(method);
        this.arguments = Arrays.stream(method.getParameters())
                .map(parameter -> argument(parameter, reader))
                .toList();
        method.setAccessible(true);
    }

    @Override
    public TaskResult execute(TaskContext context) throws Exception {
        JsonNode params = reader.tree(context.getParams());
        Object[] values = new Object[arguments.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = arguments.get(i).bind(context, params);
        }
        return toResult(invoke(values));
    }

    @Override
    public String description() {
        return description;
    }

    @Override
    public @Nullable String paramsSchema() {
        return paramsSchema;
    }

    @Override
    public String toString() {
        return method.getDeclaringClass().getName() + "." + method.getName() + "()";
    }

    private @Nullable Object invoke(Object[] values) throws Exception {
        try {
            return method.invoke(bean, values);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof Exception thrown) {
                throw thrown;
            }
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw e;
        }
    }

    private static TaskResult toResult(@Nullable Object returned) {
        return returned instanceof TaskResult result ? result : TaskResult.success(returned);
    }

    private static Argument argument(Parameter parameter, ParamsReader reader) {
        if (parameter.getType() == TaskContext.class) {
            return (context, params) -> context;
        }
        JavaType type = reader.typeOf(parameter.getParameterizedType());
        if (!isMember(parameter)) {
            return (context, params) -> reader.convert(params, type);
        }
        return (context, params) -> reader.convert(member(params, parameter), type);
    }

    /** Numbers, texts, dates, enums, lists: a member of the params; a record, bean or map: the whole of them. */
    static boolean isMember(Parameter parameter) {
        Class<?> type = parameter.getType();
        return BeanUtils.isSimpleProperty(type) || Iterable.class.isAssignableFrom(type) || type.isArray();
    }

    private static JsonNode member(JsonNode params, Parameter parameter) {
        JsonNode member = params.get(parameter.getName());
        if (member == null) {
            throw new IllegalArgumentException("The params lack '" + parameter.getName() + "'");
        }
        return member;
    }

    /** Finds one argument. */
    private interface Argument {
        Object bind(TaskContext context, JsonNode params);
    }
}
