/**
 * Live streams as server-sent events.
 *
 * <p>{@code Streams} keeps the open ones: how many a tenant has, that each still may, that each is alive. {@code
 * LiveHub} has one {@code TenantFeed} for each tenant that is listened to: news come in from the feed and from looking
 * at the database, each is told once, and the last thousand are kept for who comes back.
 */
@org.jspecify.annotations.NullMarked
package io.taskservice.api.live;
