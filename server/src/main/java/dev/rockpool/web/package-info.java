/// The page shell and the static assets of the web UI, with the headers that keep both safe and cached.
@NullMarked
package dev.rockpool.web;

import org.jspecify.annotations.NullMarked;
