package io.taskservice.cluster;

/**
 * The stored wish for all schedulers.
 *
 * @param wish what they shall do
 * @param generation grows with each wish; a node that has not obeyed this one yet does so within a second
 */
public record SchedulerWish(Wish wish, long generation) {}
