package dev.rockpool.openclaw;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.function.Supplier;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/// Makes connections to one gateway, within the connect timeout: name, connection and TLS together.
final class Dialer {

    /// Is told of each channel before it is used, so that somebody else can close it.
    interface Keeper {
        void keep(SocketChannel channel) throws IOException;
    }

    /// Finds the addresses of a host.
    interface Names {
        InetAddress[] addresses(String host) throws UnknownHostException;
    }

    private final String host;
    private final int port;
    private final Duration limit;
    private final Names names;
    private final AddressRule rule;
    private final @Nullable SSLSocketFactory tls;

    Dialer(GatewaySettings settings, AddressRule rule) {
        this(settings, new HostLookup(InetAddress::getAllByName), rule, () ->
                (SSLSocketFactory) SSLSocketFactory.getDefault());
    }

    /// @param rule which of the host's addresses may be connected to
    /// @param factory what makes sockets secure, asked for where the gateway's address wants that
    Dialer(GatewaySettings settings, Names names, AddressRule rule, Supplier<SSLSocketFactory> factory) {
        URI url = settings.url();
        boolean secure = url.getScheme().equals("https");
        this.host = url.getHost().replaceAll("^\\[|]$", "");
        this.port = url.getPort() >= 0 ? url.getPort() : secure ? 443 : 80;
        this.limit = settings.connectTimeout();
        this.names = names;
        this.rule = rule;
        this.tls = secure ? factory.get() : null;
    }

    Socket dial(Keeper keeper) throws IOException {
        long deadline = System.nanoTime() + limit.toNanos();
        Socket socket = connect(keeper, deadline);
        return tls == null ? socket : secured(tls, socket, deadline);
    }

    /// Tries the host's addresses one after the other: `localhost` may have two, and the gateway one.
    private Socket connect(Keeper keeper, long deadline) throws IOException {
        InetAddress[] addresses = names.addresses(host);
        IOException failure = null;
        for (int i = 0; i < addresses.length; i++) {
            try {
                return connect(addresses[i], millisUntil(deadline) / (addresses.length - i), keeper);
            } catch (IOException e) {
                if (failure == null) {
                    failure = e;
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        throw failure == null ? new IOException("The host has no address") : failure;
    }

    /// The socket of a channel, because an interrupt ends its waits on any kind of thread.
    private Socket connect(InetAddress address, int millis, Keeper keeper) throws IOException {
        if (!rule.allows(address)) {
            throw new RefusedAddressException();
        }
        SocketChannel channel = SocketChannel.open();
        try {
            keeper.keep(channel);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.socket().connect(new InetSocketAddress(address, port), Math.max(1, millis));
            return channel.socket();
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private Socket secured(SSLSocketFactory factory, Socket plain, long deadline) throws IOException {
        SSLSocket secure = (SSLSocket) factory.createSocket(plain, host, port, true);
        SSLParameters parameters = secure.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        secure.setSSLParameters(parameters);
        secure.setSoTimeout(millisUntil(deadline));
        secure.startHandshake();
        secure.setSoTimeout(0);
        return secure;
    }

    /// At least one, because zero means no limit to sockets.
    private static int millisUntil(long deadline) {
        return Math.clamp((deadline - System.nanoTime()) / 1_000_000, 1, Integer.MAX_VALUE);
    }
}
