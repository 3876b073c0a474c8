/// Signing in by OpenID Connect providers, and whom of them which account belongs to.
@NullMarked
package dev.rockpool.account.oidc;

import org.jspecify.annotations.NullMarked;
