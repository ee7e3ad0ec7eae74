package io.kubelette.proxy.nio;

import io.kubelette.service.RouteSettings.ProxyHeader;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/**
 * What tells an endpoint who the client is. Pure, but for asking the channel.
 *
 * <p>Source: The PROXY protocol, versions 1 and 2 (haproxy.org), sections 2.1 and 2.2.
 */
final class ProxyHeaders {

  private static final byte[] SIGNATURE = {
    0x0D, 0x0A, 0x0D, 0x0A, 0x00, 0x0D, 0x0A, 0x51, 0x55, 0x49, 0x54, 0x0A
  };

  /** Version 2, and a connection that is passed on. */
  private static final byte PROXIED = 0x21;

  private static final byte TCP_OVER_IPV4 = 0x11;
  private static final byte TCP_OVER_IPV6 = 0x21;

  private ProxyHeaders() {}

  /** The header for a client's connection, ready to be written. */
  static ByteBuffer of(ProxyHeader kind, SocketChannel client) throws IOException {
    InetSocketAddress source = (InetSocketAddress) client.getRemoteAddress();
    InetSocketAddress target = (InetSocketAddress) client.getLocalAddress();
    return kind == ProxyHeader.V1 ? text(source, target) : binary(source, target);
  }

  static ByteBuffer text(InetSocketAddress source, InetSocketAddress target) {
    boolean four = source.getAddress() instanceof Inet4Address;
    String line =
        "PROXY %s %s %s %d %d\r\n"
            .formatted(
                four ? "TCP4" : "TCP6",
                host(source),
                host(target),
                source.getPort(),
                target.getPort());
    return ByteBuffer.wrap(line.getBytes(StandardCharsets.US_ASCII));
  }

  static ByteBuffer binary(InetSocketAddress source, InetSocketAddress target) {
    byte[] from = source.getAddress().getAddress();
    byte[] to = target.getAddress().getAddress();
    int length = from.length + to.length + 2 * Short.BYTES;
    return ByteBuffer.allocate(SIGNATURE.length + 2 + Short.BYTES + length)
        .put(SIGNATURE)
        .put(PROXIED)
        .put(from.length == 4 ? TCP_OVER_IPV4 : TCP_OVER_IPV6)
        .putShort((short) length)
        .put(from)
        .put(to)
        .putShort((short) source.getPort())
        .putShort((short) target.getPort())
        .flip();
  }

  /** Without the zone of a link-local address. */
  private static String host(InetSocketAddress address) {
    return address.getAddress().getHostAddress().replaceFirst("%.*", "");
  }
}
