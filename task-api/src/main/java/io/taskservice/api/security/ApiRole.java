package io.taskservice.api.security;

/** A bean of this type is there when the process answers REST requests. */
public final class ApiRole {

    ApiRole() {}
}
