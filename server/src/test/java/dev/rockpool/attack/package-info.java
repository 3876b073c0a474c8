/// Every call there is, made by everybody who might make it, with ids that are theirs, somebody else's, nobody's or
/// none.
@NullMarked
package dev.rockpool.attack;

import org.jspecify.annotations.NullMarked;
