/// Passkeys: keys a person's device keeps for this server and signs in with instead of a password.
@NullMarked
package dev.rockpool.account.passkey;

import org.jspecify.annotations.NullMarked;
