package io.kubelette.proxy.nio;

import io.kubelette.loop.Backoff;
import java.time.Duration;

/**
 * How a {@link NioServiceProxy} works; immutable.
 *
 * @param loops how many selector loops, each with a thread
 * @param accepting which loops take connections from a listener
 * @param scratchBytes the read buffer of each loop. A little more than two segments of loopback
 *     (65483 bytes each) gives the fewest and fullest segments; 64 KiB is a bad size
 * @param overflowBytes how much of what slow readers have not taken each loop holds in large
 *     buffers; beyond it such connections move in small steps
 * @param listenRetry how soon a frontend that could not be bound is tried again
 * @param tcp how connections are treated
 * @param udp how datagrams are treated
 */
public record NioProxyConfig(
    int loops,
    Accepting accepting,
    int scratchBytes,
    long overflowBytes,
    Backoff listenRetry,
    TcpSettings tcp,
    UdpSettings udp) {

  /** Which loops accept, connections and datagrams. */
  public enum Accepting {
    /**
     * Every loop listens with a socket of its own, and the kernel spreads the clients; where it
     * cannot, as {@link #SHARED}.
     */
    PER_LOOP,
    /** One loop accepts and hands connections over to all in turn; datagrams stay with it. */
    SHARED
  }

  /** The largest datagram has 65507 bytes, and a scratch buffer holds it whole. */
  private static final int MIN_SCRATCH = 65507;

  /** Refuses what is not positive, and a scratch buffer too small for a datagram. */
  public NioProxyConfig {
    Positive.require("loops", loops);
    Positive.require("overflowBytes", overflowBytes);
    Positive.require("listenRetry.initial", listenRetry.initial());
    if (scratchBytes < MIN_SCRATCH) {
      throw new IllegalArgumentException(
          "scratchBytes must hold a datagram of " + MIN_SCRATCH + " bytes, not " + scratchBytes);
    }
  }

  /** A loop for each core, and what serves most for the rest. */
  public static NioProxyConfig defaults() {
    return new NioProxyConfig(
        Runtime.getRuntime().availableProcessors(),
        Accepting.PER_LOOP,
        130_966,
        16 << 20,
        Backoff.doubling(Duration.ofSeconds(1), Duration.ofSeconds(30)),
        TcpSettings.defaults(),
        UdpSettings.defaults());
  }

  /** How many sockets an address is to have. */
  int acceptors() {
    return accepting == Accepting.PER_LOOP ? loops : 1;
  }

  /** The same with another number of loops. */
  public NioProxyConfig withLoops(int count) {
    return new NioProxyConfig(count, accepting, scratchBytes, overflowBytes, listenRetry, tcp, udp);
  }

  /** The same with another way of accepting. */
  public NioProxyConfig withAccepting(Accepting way) {
    return new NioProxyConfig(loops, way, scratchBytes, overflowBytes, listenRetry, tcp, udp);
  }

  /** The same with another read buffer. */
  public NioProxyConfig withScratchBytes(int bytes) {
    return new NioProxyConfig(loops, accepting, bytes, overflowBytes, listenRetry, tcp, udp);
  }

  /** The same with another limit on what is held for slow readers. */
  public NioProxyConfig withOverflowBytes(long bytes) {
    return new NioProxyConfig(loops, accepting, scratchBytes, bytes, listenRetry, tcp, udp);
  }

  /** The same with another back-off of frontends that cannot be bound. */
  public NioProxyConfig withListenRetry(Backoff backoff) {
    return new NioProxyConfig(loops, accepting, scratchBytes, overflowBytes, backoff, tcp, udp);
  }

  /** The same with other TCP settings. */
  public NioProxyConfig withTcp(TcpSettings settings) {
    return new NioProxyConfig(
        loops, accepting, scratchBytes, overflowBytes, listenRetry, settings, udp);
  }

  /** The same with other UDP settings. */
  public NioProxyConfig withUdp(UdpSettings settings) {
    return new NioProxyConfig(
        loops, accepting, scratchBytes, overflowBytes, listenRetry, tcp, settings);
  }
}
