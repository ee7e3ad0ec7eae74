package io.kubelette.service;

import java.time.Duration;

/**
 * What a proxy does wrong on purpose, so that a test can see how a client takes it.
 *
 * @param delay how much later each piece of data arrives, in both directions
 * @param reset the share of TCP connections that are reset as soon as they are accepted, 0 to 1
 * @param drop the share of TCP connections that are accepted and never served, and of UDP datagrams
 *     that vanish, 0 to 1
 * @param bytesPerSecond how fast each TCP connection is, in each direction; 0 is as fast as it can
 */
public record Faults(Duration delay, double reset, double drop, long bytesPerSecond) {

  /** Everything works. */
  public static final Faults NONE = new Faults(Duration.ZERO, 0, 0, 0);

  /** Refuses negative values, and shares of more than all. */
  public Faults {
    boolean shares = reset >= 0 && reset <= 1 && drop >= 0 && drop <= 1;
    if (delay.isNegative() || bytesPerSecond < 0 || !shares) {
      throw new IllegalArgumentException("faults out of range: reset " + reset + ", drop " + drop);
    }
  }

  /** Whether pieces of data are held up. */
  public boolean slowDown() {
    return !delay.isZero() || bytesPerSecond > 0;
  }
}
