/// Looks at the project's own files: that nothing is in them that nobody should read.
@NullMarked
package dev.rockpool.source;

import org.jspecify.annotations.NullMarked;
