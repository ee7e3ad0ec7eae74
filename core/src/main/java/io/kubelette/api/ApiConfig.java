package io.kubelette.api;

import io.kubelette.loop.Clock;

/**
 * What an {@link ApiServer} is given beside its store.
 *
 * @param clock the time for timestamps
 * @param uids where uids come from
 * @param serviceAddresses the range from which services get their cluster addresses
 * @param podPolicy what pods may ask of the hosts that run them
 * @param nodePorts the range from which services get their node ports
 */
public record ApiConfig(
    Clock clock,
    UidSource uids,
    AddressRange serviceAddresses,
    PodPolicy podPolicy,
    PortRange nodePorts) {

  /**
   * This machine's clock, random uids, addresses from {@code 127.96.0.0/16}, {@link
   * PodPolicy#defaults}.
   */
  public static ApiConfig defaults() {
    return new ApiConfig(
        Clock.system(),
        UidSource.random(),
        AddressRange.parse("127.96.0.0/16"),
        PodPolicy.defaults(),
        PortRange.NODE_PORTS);
  }

  /** With another clock. */
  public ApiConfig withClock(Clock other) {
    return new ApiConfig(other, uids, serviceAddresses, podPolicy, nodePorts);
  }

  /** With another source of uids. */
  public ApiConfig withUids(UidSource other) {
    return new ApiConfig(clock, other, serviceAddresses, podPolicy, nodePorts);
  }

  /** With another range for cluster addresses. */
  public ApiConfig withServiceAddresses(AddressRange other) {
    return new ApiConfig(clock, uids, other, podPolicy, nodePorts);
  }

  /** With another policy for pods. */
  public ApiConfig withPodPolicy(PodPolicy other) {
    return new ApiConfig(clock, uids, serviceAddresses, other, nodePorts);
  }

  /** With another range for node ports. */
  public ApiConfig withNodePorts(PortRange other) {
    return new ApiConfig(clock, uids, serviceAddresses, podPolicy, other);
  }
}
