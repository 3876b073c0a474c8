package dev.rockpool.gateway;

import dev.rockpool.openclaw.AddressRule;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.List;
import java.util.stream.Stream;

/// The addresses of the open internet, and no others: what a member's own gateway may have, so that nobody
/// reaches by it what only this server can reach.
final class PublicAddresses implements AddressRule {

    /// Not of the open internet, though not all of them are private: IANA's special-purpose registries, the
    /// networks that carry IPv4 addresses inside IPv6 ones, and the address at which Azure answers its machines.
    private static final List<Network> SPECIAL = Stream.of(
                    "0.0.0.0/8",
                    "10.0.0.0/8",
                    "100.64.0.0/10",
                    "127.0.0.0/8",
                    "168.63.129.16/32",
                    "169.254.0.0/16",
                    "172.16.0.0/12",
                    "192.0.0.0/24",
                    "192.0.2.0/24",
                    "192.88.99.0/24",
                    "192.168.0.0/16",
                    "198.18.0.0/15",
                    "198.51.100.0/24",
                    "203.0.113.0/24",
                    "224.0.0.0/3",
                    "2001::/23",
                    "2001:db8::/32",
                    "2002::/16",
                    "3fff::/20")
            .map(Network::parse)
            .toList();

    /// All there is of the IPv6 internet.
    private static final Network GLOBAL_IPV6 = Network.parse("2000::/3");

    private record Network(byte[] address, int bits) {

        static Network parse(String text) {
            int slash = text.indexOf('/');
            byte[] address = InetAddress.ofLiteral(text.substring(0, slash)).getAddress();
            return new Network(address, Integer.parseInt(text.substring(slash + 1)));
        }

        boolean contains(byte[] other) {
            if (other.length != address.length) {
                return false;
            }
            for (int bit = 0; bit < bits; bit++) {
                int mask = 0x80 >> bit % 8;
                if ((address[bit / 8] & mask) != (other[bit / 8] & mask)) {
                    return false;
                }
            }
            return true;
        }
    }

    /// What this machine itself is called by is not allowed either: there may be more behind it than is open to
    /// all.
    @Override
    public boolean allows(InetAddress address) {
        byte[] bytes = address.getAddress();
        boolean isGlobal = bytes.length == 4 || GLOBAL_IPV6.contains(bytes);
        return isGlobal && SPECIAL.stream().noneMatch(network -> network.contains(bytes)) && !isThisMachine(address);
    }

    private static boolean isThisMachine(InetAddress address) {
        try {
            return NetworkInterface.getByInetAddress(address) != null;
        } catch (SocketException _) {
            return true;
        }
    }
}
