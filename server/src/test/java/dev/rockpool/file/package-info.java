@NullMarked
package dev.rockpool.file;

import org.jspecify.annotations.NullMarked;
