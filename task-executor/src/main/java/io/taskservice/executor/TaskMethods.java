package io.taskservice.executor;

import io.taskservice.handler.TaskHandler;
import io.taskservice.handler.TaskMethod;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.util.ClassUtils;

/** Finds the methods of an application's beans that {@link TaskMethod} makes handlers. */
final class TaskMethods {

    private TaskMethods() {}

    /** Looks at each bean's class and creates only the beans that have such a method. */
    static Map<String, TaskHandler> find(ConfigurableListableBeanFactory beans, ParamsReader reader) {
        Map<String, TaskHandler> found = new TreeMap<>();
        for (String name : beans.getBeanDefinitionNames()) {
            Class<?> type = beans.getType(name, false);
            if (type != null && mayHaveOne(type)) {
                methodsOf(type)
                        .forEach((method, annotation) -> add(found, beans.getBean(name), method, annotation, reader));
            }
        }
        return found;
    }

    private static boolean mayHaveOne(Class<?> type) {
        return !type.getName().startsWith("org.springframework.")
                && !methodsOf(type).isEmpty();
    }

    private static Map<Method, TaskMethod> methodsOf(Class<?> type) {
        return MethodIntrospector.selectMethods(
                ClassUtils.getUserClass(type), (MethodIntrospector.MetadataLookup<TaskMethod>)
                        method -> AnnotatedElementUtils.findMergedAnnotation(method, TaskMethod.class));
    }

    private static void add(
            Map<String, TaskHandler> found, Object bean, Method method, TaskMethod annotation, ParamsReader reader) {
        Method invocable = AopUtils.selectInvocableMethod(method, bean.getClass());
        TaskHandler other = found.put(annotation.value(), new MethodHandler(bean, invocable, annotation, reader));
        if (other != null) {
            throw new IllegalStateException("Two methods are called '" + annotation.value() + "': " + other + " and "
                    + AopProxyUtils.ultimateTargetClass(bean).getName() + "." + method.getName() + "()");
        }
    }
}
