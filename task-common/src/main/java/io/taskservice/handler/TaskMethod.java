package io.taskservice.handler;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes a method of a Spring bean a handler.
 *
 * <p>Its arguments are bound from the params, a JSON object: a {@link TaskContext} is the context, a record or other
 * class of its own gets the whole object, and anything else the member of its own name. What it returns is the result,
 * unless that is a {@link TaskResult}.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface TaskMethod {

    /** The handler's name. */
    String value();

    /** What it does, in a sentence. */
    String description() default "";
}
