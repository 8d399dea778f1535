/** The OpenAPI document: what springdoc cannot see by itself. */
@org.jspecify.annotations.NullMarked
package io.taskservice.api.openapi;
