/// A client for the OpenClaw Gateway: streaming answers in sessions, tools, agents and history, without any
/// framework.
@NullMarked
package dev.rockpool.openclaw;

import org.jspecify.annotations.NullMarked;
