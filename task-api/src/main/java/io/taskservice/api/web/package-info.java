/** What every answer shares: the envelope, the errors, the trace id, strict JSON, paging. */
@org.jspecify.annotations.NullMarked
package io.taskservice.api.web;
