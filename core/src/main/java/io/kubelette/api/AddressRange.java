package io.kubelette.api;

/**
 * A block of IPv4 addresses, written {@code 127.96.7.0/24}.
 *
 * @param first the lowest address as a number
 * @param bits how many leading bits are fixed
 */
public record AddressRange(int first, int bits) {

  /** Refuses a prefix that leaves no address to hand out. */
  public AddressRange {
    if (bits < 1 || bits > 30 || (first & ~mask(bits)) != 0) {
      throw new IllegalArgumentException(
          text(first) + "/" + bits + " is no range: it needs 1 to 30 bits and no bit set after");
    }
  }

  /**
   * Reads {@code a.b.c.d/bits}.
   *
   * @throws IllegalArgumentException if it is not of that form
   */
  public static AddressRange parse(String cidr) {
    String[] parts = cidr.split("/", -1);
    if (parts.length != 2 || !isAddress(parts[0]) || !parts[1].matches("[0-9]{1,2}")) {
      throw new IllegalArgumentException("\"" + cidr + "\" is not of the form 127.96.7.0/24");
    }
    return new AddressRange(number(parts[0]), Integer.parseInt(parts[1]));
  }

  /** Whether the text is an IPv4 address in dotted decimal without leading zeros. */
  public static boolean isAddress(String text) {
    return text.matches("((25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(\\.(?!$)|$)){4}");
  }

  /** How many addresses can be handed out: all but the first and the last of the block. */
  public int size() {
    return -mask(bits) - 2;
  }

  /** The address at an index from 0 to {@link #size()}, exclusive. */
  public String address(int index) {
    if (index < 0 || index >= size()) {
      throw new IndexOutOfBoundsException(index);
    }
    return text(first + 1 + index);
  }

  /** Whether the address is one of those that can be handed out. */
  public boolean contains(String address) {
    if (!isAddress(address)) {
      return false;
    }
    int offset = number(address) - first;
    return offset > 0 && offset <= size();
  }

  /** {@code 127.96.7.0/24}. */
  @Override
  public String toString() {
    return text(first) + "/" + bits;
  }

  private static int mask(int bits) {
    return -1 << (32 - bits);
  }

  private static int number(String address) {
    int number = 0;
    for (String part : address.split("\\.")) {
      number = number << 8 | Integer.parseInt(part);
    }
    return number;
  }

  private static String text(int number) {
    return (number >>> 24)
        + "."
        + (number >>> 16 & 0xff)
        + "."
        + (number >>> 8 & 0xff)
        + "."
        + (number & 0xff);
  }
}
