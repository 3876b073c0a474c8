package dev.rockpool.openclaw;

import java.net.InetAddress;

/// Says which addresses may be connected to. It is asked for each address right before the connection is
/// made to that very address, so a host name that means another address by then gains nothing.
@FunctionalInterface
public interface AddressRule {

    /// Every address may be connected to.
    AddressRule ANY = _ -> true;

    /// Whether this address may be connected to. Must not wait; called by many threads.
    boolean allows(InetAddress address);
}
