/// Who is calling: guests, people who sign in, what each may do, and where they are signed in.
@NullMarked
package dev.rockpool.account;

import org.jspecify.annotations.NullMarked;
