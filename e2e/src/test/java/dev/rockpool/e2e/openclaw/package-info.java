/// The real OpenClaw gateway, run for the tests with a scripted model provider that records what the model
/// was shown.
@NullMarked
package dev.rockpool.e2e.openclaw;

import org.jspecify.annotations.NullMarked;
