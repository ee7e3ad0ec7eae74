package io.kubelette.api;

import io.kubelette.loop.Clock;

/**
 * What an {@link ApiServer} is given beside its store.
 *
 * @param clock the time for timestamps
 * @param uids where uids come from
 * @param serviceAddresses the range from which services get their cluster addresses
 */
public record ApiConfig(Clock clock, UidSource uids, AddressRange serviceAddresses) {

  /** This machine's clock, random uids, addresses from {@code 127.96.0.0/16}. */
  public static ApiConfig defaults() {
    return new ApiConfig(Clock.system(), UidSource.random(), AddressRange.parse("127.96.0.0/16"));
  }

  /** With another clock. */
  public ApiConfig withClock(Clock other) {
    return new ApiConfig(other, uids, serviceAddresses);
  }

  /** With another source of uids. */
  public ApiConfig withUids(UidSource other) {
    return new ApiConfig(clock, other, serviceAddresses);
  }

  /** With another range for cluster addresses. */
  public ApiConfig withServiceAddresses(AddressRange other) {
    return new ApiConfig(clock, uids, other);
  }
}
