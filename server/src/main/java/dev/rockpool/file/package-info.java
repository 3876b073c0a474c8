/// Files that people attach to messages: taken, checked, kept and shown to nobody else.
@NullMarked
package dev.rockpool.file;

import org.jspecify.annotations.NullMarked;
