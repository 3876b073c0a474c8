/// The database: one SQLite file, or PostgreSQL when several nodes share it.
@NullMarked
package dev.rockpool.storage;

import org.jspecify.annotations.NullMarked;
