/** How often a key and an address may ask: token buckets of this node, looked at before anybody is known. */
@org.jspecify.annotations.NullMarked
package io.taskservice.api.rate;
