/** Tests of the laboratory: a clean history, spoilt in each way a law is about. */
@org.jspecify.annotations.NullMarked
package io.taskservice.lab.law;
