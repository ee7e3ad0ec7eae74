package io.kubelette.service;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Pattern;

/** Addresses written as numbers: their order, and their reading without a name server. */
final class NumericAddresses {

  static final Comparator<InetSocketAddress> ORDER =
      Comparator.<InetSocketAddress, byte[]>comparing(
              address -> address.getAddress().getAddress(), Arrays::compareUnsigned)
          .thenComparingInt(InetSocketAddress::getPort);

  // Only what the JDK certainly takes for a number: it would ask a name server about the rest.
  private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
  private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F]*:[0-9a-fA-F:.]*");

  private NumericAddresses() {}

  /** Refuses a name that would have to be looked up. */
  static void require(InetSocketAddress address) {
    if (address.isUnresolved()) {
      throw new IllegalArgumentException(
          "a route needs numeric addresses, not the name " + address.getHostString());
    }
  }

  static Optional<InetAddress> parse(String text) {
    if (!IPV4.matcher(text).matches() && !IPV6.matcher(text).matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.getByName(text));
    } catch (UnknownHostException malformed) {
      return Optional.empty();
    }
  }
}
