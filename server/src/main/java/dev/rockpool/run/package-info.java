/// One answer from start to end: the run engine, its event log, resume and stop.
@NullMarked
package dev.rockpool.run;

import org.jspecify.annotations.NullMarked;
