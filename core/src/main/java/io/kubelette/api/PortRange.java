package io.kubelette.api;

/**
 * A range of ports, both ends included.
 *
 * @param first the lowest
 * @param last the highest
 */
public record PortRange(int first, int last) {

  /** Kubernetes: node ports are 30000 to 32767. */
  public static final PortRange NODE_PORTS = new PortRange(30_000, 32_767);

  /** Refuses what is no range of ports. */
  public PortRange {
    if (first < 1 || last > 65_535 || first > last) {
      throw new IllegalArgumentException(first + "-" + last + " is no range of ports");
    }
  }

  int size() {
    return last - first + 1;
  }

  boolean contains(int port) {
    return port >= first && port <= last;
  }

  /** {@code 30000-32767}. */
  @Override
  public String toString() {
    return first + "-" + last;
  }
}
