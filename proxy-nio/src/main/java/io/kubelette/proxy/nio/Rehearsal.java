package io.kubelette.proxy.nio;

import io.kubelette.service.Protocol;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.event.Level;
import org.slf4j.helpers.MessageFormatter;

/**
 * Loads what a connection needs before there is one.
 *
 * <p>A class that is first needed when the process has no descriptor left cannot be loaded, and the
 * JVM never tries again: the proxy would stay broken when descriptors are back.
 */
final class Rehearsal {

  private static final List<Class<?>> NEEDED =
      List.of(
          AcceptGate.class,
          Admission.class,
          Affinity.class,
          Attached.class,
          Backend.class,
          Backend.Verdict.class,
          Backends.class,
          Backends.Seeker.class,
          Backends.Spread.class,
          Backends.Trusted.class,
          Backends.Untried.class,
          BindException.class,
          Channels.class,
          DialPlan.class,
          Dialer.class,
          EndpointProbe.class,
          HalfPipe.class,
          HalfPipe.Phase.class,
          Leg.class,
          Level.class,
          OverflowPool.class,
          PerLoop.class,
          PortEntry.class,
          PortState.class,
          PortState.Rules.class,
          ProxyHeaders.class,
          SessionWatch.class,
          Share.class,
          TcpAcceptor.class,
          TcpSession.class,
          TcpSession.Halves.class,
          TcpSession.State.class,
          ThreadLocalRandom.class,
          Traffic.class,
          UdpFlow.class,
          UdpSocket.class,
          WheelTimer.class);

  private Rehearsal() {}

  static void hold() {
    loadOurs();
    try {
      // The JDK's own need a descriptor when they are loaded, which the first close does.
      SocketChannel.open().close();
      ServerSocketChannel.open().close();
      DatagramChannel.open().close();
    } catch (IOException exhausted) {
      throw new UncheckedIOException("a proxy needs free descriptors to begin with", exhausted);
    }
    beRefused();
  }

  /**
   * The first refused connection of a JVM takes it ten milliseconds, most of them to read the files
   * that tell the JDK how to word its exception; all connections of a loop would wait for it.
   */
  private static void beRefused() {
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    try (SocketChannel channel = SocketChannel.open(Channels.family(any))) {
      Reservation mute = Reservation.of(Protocol.TCP, any);
      try {
        // Never waits: Windows takes seconds to be refused.
        channel.configureBlocking(false);
        channel.connect(mute.address());
        channel.finishConnect();
      } finally {
        mute.release();
      }
    } catch (IOException refused) {
      MessageFormatter.format("{}", refused);
    }
  }

  private static void loadOurs() {
    MethodHandles.Lookup lookup = MethodHandles.lookup();
    for (Class<?> needed : NEEDED) {
      try {
        lookup.ensureInitialized(needed);
      } catch (IllegalAccessException impossible) {
        throw new IllegalStateException(needed + " is of this package", impossible);
      }
    }
  }
}
