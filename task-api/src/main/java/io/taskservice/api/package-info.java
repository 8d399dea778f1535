/** The REST API: routes and their rules, tenants' requests in, envelopes out. */
@org.jspecify.annotations.NullMarked
package io.taskservice.api;
