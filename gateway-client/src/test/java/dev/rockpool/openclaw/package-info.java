/// Tests of the OpenClaw client.
@NullMarked
package dev.rockpool.openclaw;

import org.jspecify.annotations.NullMarked;
