/// Texts that want to run, load or cover something, and what notices when one does.
@NullMarked
package dev.rockpool.e2e.xss;

import org.jspecify.annotations.NullMarked;
