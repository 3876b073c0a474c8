@NullMarked
package dev.rockpool.audit;

import org.jspecify.annotations.NullMarked;
