/** Tests of journals: writing, reading, and what a killed process leaves. */
@org.jspecify.annotations.NullMarked
package io.taskservice.lab.journal;
