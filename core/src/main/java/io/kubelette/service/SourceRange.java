package io.kubelette.service;

import java.net.InetAddress;
import java.util.Optional;

/**
 * A block of addresses from which clients may come, written {@code 10.0.0.0/8}.
 *
 * @param base any address of the block, numeric
 * @param bits how many leading bits its addresses have in common
 */
public record SourceRange(InetAddress base, int bits) {

  /** Refuses more bits than an address has. */
  public SourceRange {
    if (bits < 0 || bits > base.getAddress().length * Byte.SIZE) {
      throw new IllegalArgumentException(base.getHostAddress() + " has no " + bits + " bits");
    }
  }

  /** Empty if the text is not of that form. */
  static Optional<SourceRange> parse(String text) {
    String[] parts = text.strip().split("/", -1);
    if (parts.length != 2 || !parts[1].matches("[0-9]{1,3}")) {
      return Optional.empty();
    }
    int bits = Integer.parseInt(parts[1]);
    return NumericAddresses.parse(parts[0])
        .filter(base -> bits <= base.getAddress().length * Byte.SIZE)
        .map(base -> new SourceRange(base, bits));
  }

  /** Whether the address is in the block. */
  public boolean contains(InetAddress address) {
    byte[] ours = base.getAddress();
    byte[] others = address.getAddress();
    if (ours.length != others.length) {
      return false;
    }
    int left = bits;
    for (int i = 0; i < ours.length && left > 0; i++, left -= Byte.SIZE) {
      int mask = left >= Byte.SIZE ? 0xff : 0xff << Byte.SIZE - left & 0xff;
      if (((ours[i] ^ others[i]) & mask) != 0) {
        return false;
      }
    }
    return true;
  }
}
