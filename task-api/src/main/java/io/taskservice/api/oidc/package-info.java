/** Tokens of an OpenID Connect issuer as credentials; off unless an issuer is configured. */
@org.jspecify.annotations.NullMarked
package io.taskservice.api.oidc;
