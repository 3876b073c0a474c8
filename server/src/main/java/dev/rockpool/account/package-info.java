/// Who is calling: guests and the signed cookie that remembers them.
@NullMarked
package dev.rockpool.account;

import org.jspecify.annotations.NullMarked;
