package dev.rockpool.live;

import java.io.IOException;

/// Takes frames to one browser.
interface Wire {

    /// Sends a frame and comes back when it has left this process.
    ///
    /// @throws IOException when the browser is gone or takes nothing for too long
    void send(LiveFrame frame) throws IOException;
}
