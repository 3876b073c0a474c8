/// Who signed in, changed, shared or deleted what: kept for administrators, and only ever added to.
@NullMarked
package dev.rockpool.audit;

import org.jspecify.annotations.NullMarked;
