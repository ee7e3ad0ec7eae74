package io.kubelette.proxy.nio;

import java.time.Duration;

/**
 * How UDP flows are treated; a flow is what one client address sends to one service port.
 *
 * @param receiveBuffer the kernel buffer of a service's socket, in bytes; the system may grant less
 * @param unrepliedTimeout how long a flow lives idle before its endpoint ever answered. conntrack:
 *     30 s
 * @param repliedTimeout how long a flow lives idle after that. conntrack: 120 s
 * @param maxFlows how many flows a service port has at most; a new one then ends the one that was
 *     idle longest
 */
public record UdpSettings(
    int receiveBuffer, Duration unrepliedTimeout, Duration repliedTimeout, int maxFlows) {

  /** Refuses what is not positive. */
  public UdpSettings {
    Positive.require("receiveBuffer", receiveBuffer);
    Positive.require("unrepliedTimeout", unrepliedTimeout);
    Positive.require("repliedTimeout", repliedTimeout);
    Positive.require("maxFlows", maxFlows);
  }

  /** What serves most. */
  public static UdpSettings defaults() {
    return new UdpSettings(4 << 20, Duration.ofSeconds(30), Duration.ofSeconds(120), 4096);
  }

  /** The same with another kernel buffer. */
  public UdpSettings withReceiveBuffer(int bytes) {
    return new UdpSettings(bytes, unrepliedTimeout, repliedTimeout, maxFlows);
  }

  /** The same with other limits on idle flows. */
  public UdpSettings withTimeouts(Duration unreplied, Duration replied) {
    return new UdpSettings(receiveBuffer, unreplied, replied, maxFlows);
  }

  /** The same with another limit on the number of flows. */
  public UdpSettings withMaxFlows(int flows) {
    return new UdpSettings(receiveBuffer, unrepliedTimeout, repliedTimeout, flows);
  }
}
