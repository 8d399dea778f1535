/** Task instances: the things to be run, their statuses and the guarded writes that move them. */
@org.jspecify.annotations.NullMarked
package io.taskservice.instance;
