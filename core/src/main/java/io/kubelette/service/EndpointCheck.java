package io.kubelette.service;

import java.time.Duration;

/**
 * How a proxy asks endpoints of TCP routes whether they are well, beside what it learns from the
 * connections of clients. One that is not gets no new connection while another is. Immutable.
 *
 * @param every how long after one question the next one is asked; zero for never. An endpoint that
 *     has not answered within two seconds is not well
 * @param send what it is told, in UTF-8; may be empty
 * @param expect how its answer must begin; if empty, to accept the connection is enough
 */
public record EndpointCheck(Duration every, String send, String expect) {

  /** Nobody is asked. */
  public static final EndpointCheck NONE = new EndpointCheck(Duration.ZERO, "", "");

  /** Refuses a negative time, and more than a thousand characters. */
  public EndpointCheck {
    if (every.isNegative()) {
      throw new IllegalArgumentException("a check cannot be repeated after " + every);
    }
    if (send.length() > 1000 || expect.length() > 1000) {
      throw new IllegalArgumentException("a check says and expects 1000 characters at most");
    }
  }

  /** Whether endpoints are asked at all. */
  public boolean isAsked() {
    return !every.isZero();
  }
}
