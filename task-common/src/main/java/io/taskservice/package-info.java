/** The root of Task Service: see the sub-packages, one for each feature. */
@org.jspecify.annotations.NullMarked
package io.taskservice;
