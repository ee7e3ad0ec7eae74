package io.kubelette.proxy.nio;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import jdk.net.ExtendedSocketOptions;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is done with sockets of any kind. */
final class Channels {

  private static final Logger LOG = LoggerFactory.getLogger(Channels.class);

  private Channels() {}

  /**
   * The family of the address: a socket for both families costs one more system call, and reports
   * IPv4 addresses as mapped ones.
   */
  static ProtocolFamily family(InetSocketAddress address) {
    return address.getAddress() instanceof Inet4Address
        ? StandardProtocolFamily.INET
        : StandardProtocolFamily.INET6;
  }

  /** Has TCP ask a silent peer from now on whether it lives. */
  static void keepAlive(SocketChannel channel, TcpSettings.KeepAlive how) {
    try {
      channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
      if (channel.supportedOptions().contains(ExtendedSocketOptions.TCP_KEEPIDLE)) {
        channel.setOption(ExtendedSocketOptions.TCP_KEEPIDLE, (int) how.idle().toSeconds());
        channel.setOption(ExtendedSocketOptions.TCP_KEEPINTERVAL, (int) how.interval().toSeconds());
        channel.setOption(ExtendedSocketOptions.TCP_KEEPCOUNT, how.probes());
      }
    } catch (IOException gone) {
      LOG.debug("no keep-alive: {}", gone.toString());
    }
  }

  static void closeQuietly(@Nullable AutoCloseable channel) {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (Exception alreadyGone) {
      LOG.debug("closing failed: {}", alreadyGone.toString());
    }
  }
}
