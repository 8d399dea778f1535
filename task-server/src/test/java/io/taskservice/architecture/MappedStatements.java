package io.taskservice.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.ibatis.annotations.Delete;
import org.apache.ibatis.annotations.Flush;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;

/** Every SQL statement of the mappers among some classes, by the name Mapper.method. */
final class MappedStatements {

    private MappedStatements() {}

    static Map<String, String> of(JavaClasses classes) {
        Map<String, String> statements = new TreeMap<>();
        classes.stream()
                .filter(JavaClass::isInterface)
                .filter(type -> type.getSimpleName().endsWith("Mapper"))
                .map(JavaClass::reflect)
                .flatMap(type -> Arrays.stream(type.getMethods()))
                .filter(method -> !method.isDefault() && !method.isAnnotationPresent(Flush.class))
                .forEach(method -> statements.put(name(method), sql(method)));
        return statements;
    }

    private static String name(Method method) {
        return method.getDeclaringClass().getSimpleName() + "." + method.getName();
    }

    /** A statement that does not stand on its method, as one that MyBatis-Plus makes up, could not be read here. */
    private static String sql(Method method) {
        List<String[]> texts = Arrays.stream(method.getAnnotations())
                .flatMap(annotation -> text(annotation).stream())
                .toList();
        if (texts.size() != 1) {
            throw new AssertionError(name(method) + " has not one statement in an annotation of its own");
        }
        return String.join(" ", texts.get(0));
    }

    private static Optional<String[]> text(Annotation annotation) {
        return Stream.of(annotation)
                .map(one -> {
                    if (one instanceof Select select) {
                        return select.value();
                    }
                    if (one instanceof Insert insert) {
                        return insert.value();
                    }
                    if (one instanceof Update update) {
                        return update.value();
                    }
                    return one instanceof Delete delete ? delete.value() : new String[0];
                })
                .filter(value -> value.length > 0)
                .findFirst();
    }
}
