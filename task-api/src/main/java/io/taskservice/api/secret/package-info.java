/** Secrets of tenants over REST: names and dates go out, values only come in. */
@org.jspecify.annotations.NullMarked
package io.taskservice.api.secret;
