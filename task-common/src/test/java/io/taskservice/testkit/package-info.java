/** What tests share: a real database and Redis, builders, and a clock that tests move. */
@org.jspecify.annotations.NullMarked
package io.taskservice.testkit;
