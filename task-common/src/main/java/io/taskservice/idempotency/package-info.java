/** First answers to creating requests, kept for a day so that a repeated request gets the same answer again. */
@org.jspecify.annotations.NullMarked
package io.taskservice.idempotency;
