package io.kubelette.runtime;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A part of a loopback range that belongs to one owner alone, among all processes of this host,
 * until it is closed or the process ends.
 *
 * <p>A slice is claimed by listening, exclusively, on one fixed port of its first address; the
 * kernel refuses that port to everyone else, and frees it when the process dies. The search begins
 * where the owner's name points, so the same owner tends to get the same slice again.
 *
 * <p>Linux lets a process bind all of 127.0.0.0/8. Where only 127.0.0.1 can be bound (macOS), the
 * slice {@linkplain #isShared() is shared}: it consists of 127.0.0.1, which everyone has, and its
 * holder must tell things apart by their ports.
 *
 * <p>Thread-safe because it does not change, except for the socket, which is.
 */
public final class LoopbackSlice implements AutoCloseable {

  /**
   * The port whose listener is the claim. Its own range of ports is out of the way of Linux'
   * ephemeral ports (from 32768) and of Kubernetes' node ports (from 30000).
   */
  static final int CLAIM_PORT = 27127;

  private static final int DEFAULT_PREFIX = 24;
  private static final int LOOPBACK = 0x7F000001;

  private final int network;
  private final int prefix;
  private final @Nullable ServerSocket claim;

  private LoopbackSlice(int network, int prefix, @Nullable ServerSocket claim) {
    this.network = network;
    this.prefix = prefix;
    this.claim = claim;
  }

  /** Claims a /24 of the range, for instance of {@code 127.64.0.0/16}. */
  public static LoopbackSlice claim(String range, String owner) {
    return claim(range, DEFAULT_PREFIX, owner);
  }

  /**
   * Claims a slice with that prefix length, from 8 to 30, of the range.
   *
   * @throws IllegalArgumentException if the range is no part of 127.0.0.0/8, or smaller than a
   *     slice
   * @throws IllegalStateException if all slices of the range are claimed
   * @throws UncheckedIOException if this process can open no socket
   */
  public static LoopbackSlice claim(String range, int prefix, String owner) {
    Range whole = Range.parse(range);
    if (prefix < whole.prefix() || prefix > 30) {
      throw new IllegalArgumentException("a slice of " + range + " cannot be a /" + prefix);
    }
    int count = 1 << (prefix - whole.prefix());
    int first = Math.floorMod(owner.hashCode() * 0x9E3779B9 >>> 8, count);
    boolean claimable = false;
    for (int probe = 0; probe < count; probe++) {
      int network = whole.network() + ((first + probe) % count << (32 - prefix));
      ServerSocket socket = listen(network, CLAIM_PORT);
      if (socket != null) {
        return new LoopbackSlice(network, prefix, socket);
      }
      claimable = claimable || canBind(network);
    }
    if (claimable) {
      throw new IllegalStateException(
          "all %d slices of %s are claimed: close what holds them, or take a larger range"
              .formatted(count, range));
    }
    return new LoopbackSlice(LOOPBACK, 32, null);
  }

  /**
   * Refuses what {@link #claim(String, String)} would refuse as a range.
   *
   * @throws IllegalArgumentException if it is no range of loopback addresses that holds a /24
   */
  public static void requireRange(String range) {
    if (Range.parse(range).prefix() > DEFAULT_PREFIX) {
      throw Range.notLoopback(range);
    }
  }

  /** Whether this is 127.0.0.1, which is nobody's alone. */
  public boolean isShared() {
    return claim == null;
  }

  /** The slice in CIDR notation, for instance {@code 127.64.3.0/24}. */
  public String cidr() {
    return address(network).getHostAddress() + "/" + prefix;
  }

  /** How many addresses can be used: all but the first and the last. */
  public int size() {
    return isShared() ? 1 : (1 << (32 - prefix)) - 2;
  }

  /** The usable address of that index, from 0 to {@code size() - 1}. */
  public Inet4Address get(int index) {
    if (index < 0 || index >= size()) {
      throw new IndexOutOfBoundsException(cidr() + " has no address " + index);
    }
    return address(isShared() ? network : network + 1 + index);
  }

  /** All usable addresses, in order. */
  public List<Inet4Address> addresses() {
    return IntStream.range(0, size()).mapToObj(this::get).toList();
  }

  /** Whether the address lies in this slice, usable or not. */
  public boolean contains(InetAddress address) {
    return address instanceof Inet4Address && (bits(address) & mask(prefix)) == network;
  }

  /** Gives the slice back. May be called twice. */
  @Override
  public void close() {
    try {
      if (claim != null) {
        claim.close();
      }
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot release the slice " + cidr(), failure);
    }
  }

  @Override
  public String toString() {
    return cidr() + (isShared() ? " (shared)" : "");
  }

  private static boolean canBind(int address) {
    try (ServerSocket probe = listen(address, 0)) {
      return probe != null;
    } catch (IOException closing) {
      return true;
    }
  }

  /** A listener with the platform's defaults, which are exclusive; null if the bind is refused. */
  private static @Nullable ServerSocket listen(int address, int port) {
    ServerSocket socket = null;
    try {
      socket = new ServerSocket();
      socket.bind(new InetSocketAddress(address(address), port), 1);
      return socket;
    } catch (IOException failure) {
      closeQuietly(socket);
      if (failure instanceof BindException) {
        return null;
      }
      throw new UncheckedIOException("cannot open a socket to claim loopback addresses", failure);
    }
  }

  private static void closeQuietly(@Nullable ServerSocket socket) {
    try {
      if (socket != null) {
        socket.close();
      }
    } catch (IOException ignored) {
      // It was never bound: nothing is left to release.
    }
  }

  private static Inet4Address address(int bits) {
    try {
      byte[] octets = {
        (byte) (bits >>> 24), (byte) (bits >>> 16), (byte) (bits >>> 8), (byte) bits
      };
      return (Inet4Address) InetAddress.getByAddress(octets);
    } catch (UnknownHostException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static int bits(InetAddress address) {
    int bits = 0;
    for (byte octet : address.getAddress()) {
      bits = bits << 8 | octet & 0xFF;
    }
    return bits;
  }

  private static int mask(int prefix) {
    return prefix == 0 ? 0 : -1 << (32 - prefix);
  }

  private record Range(int network, int prefix) {

    static Range parse(String text) {
      String number = "(\\d{1,3})";
      if (!text.matches("127\\." + number + "\\." + number + "\\." + number + "/\\d{1,2}")) {
        throw notLoopback(text);
      }
      String[] parts = text.split("[./]", -1);
      int network = 0;
      for (int octet = 0; octet < 4; octet++) {
        int value = Integer.parseInt(parts[octet]);
        if (value > 255) {
          throw notLoopback(text);
        }
        network = network << 8 | value;
      }
      int prefix = Integer.parseInt(parts[4]);
      if (prefix < 8 || prefix > 30 || (network & mask(prefix)) != network) {
        throw notLoopback(text);
      }
      return new Range(network, prefix);
    }

    private static IllegalArgumentException notLoopback(String text) {
      return new IllegalArgumentException(
          "not a range of loopback addresses, such as 127.64.0.0/16: " + text);
    }
  }
}
