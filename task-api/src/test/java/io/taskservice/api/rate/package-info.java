@org.jspecify.annotations.NullMarked
package io.taskservice.api.rate;
