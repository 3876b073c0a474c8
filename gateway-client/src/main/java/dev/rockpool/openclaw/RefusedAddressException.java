package dev.rockpool.openclaw;

import java.io.IOException;

/// The gateway's host is at an address that may not be connected to.
final class RefusedAddressException extends IOException {

    private static final long serialVersionUID = 1L;

    RefusedAddressException() {
        super("The address is not allowed");
    }
}
