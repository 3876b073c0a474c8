/// Finds every address of the server and looks at what it answers, as a passive scanner does.
@NullMarked
package dev.rockpool.e2e.crawl;

import org.jspecify.annotations.NullMarked;
