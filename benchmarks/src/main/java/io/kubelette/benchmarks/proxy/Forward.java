package io.kubelette.benchmarks.proxy;

import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a proxy is told to do: listen on a port of 127.0.0.1, and pass on to some endpoints.
 *
 * @param door what the load uses it for
 * @param port where the proxy listens
 * @param endpoints where it goes
 */
record Forward(Door door, int port, List<InetSocketAddress> endpoints) {

  /** What stands behind a port. */
  enum Door {
    /** One endpoint that speaks TCP. */
    STREAM,
    /** One endpoint that speaks UDP. */
    DATAGRAM,
    /** Three endpoints that speak TCP, of which one refuses. */
    ONE_REFUSES,
    /** Three endpoints that speak TCP, of which one never answers. */
    ONE_SILENT,
    /** The same as {@link #ONE_REFUSES} with another that refuses, to practise with. */
    ONE_REFUSES_BEFORE
  }

  static Forward parse(String text) {
    String[] parts = text.split("[=,]");
    List<InetSocketAddress> endpoints = Arrays.stream(parts).skip(2).map(Forward::address).toList();
    return new Forward(Door.valueOf(parts[0]), Integer.parseInt(parts[1]), endpoints);
  }

  /** What {@link #parse} reads. */
  @Override
  public String toString() {
    return door
        + "="
        + port
        + "="
        + endpoints.stream().map(Forward::text).collect(Collectors.joining(","));
  }

  InetSocketAddress listening() {
    return new InetSocketAddress("127.0.0.1", port);
  }

  boolean isDatagram() {
    return door == Door.DATAGRAM;
  }

  static String text(InetSocketAddress address) {
    return address.getAddress().getHostAddress() + ":" + address.getPort();
  }

  private static InetSocketAddress address(String text) {
    int colon = text.lastIndexOf(':');
    return new InetSocketAddress(
        text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)));
  }
}
