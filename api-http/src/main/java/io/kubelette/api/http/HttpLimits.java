package io.kubelette.api.http;

import java.time.Duration;

/**
 * How much one client may ask of the server.
 *
 * @param bodyBytes of a request at most; 3 MiB, as in Kubernetes
 * @param headerBytes of the request line and of all headers at most, each
 * @param connections open at a time; one more is closed at once
 * @param streams logs, commands and forwarded ports that run at a time; each holds a thread or two
 * @param backlogBytes that wait for a client who reads slowly; a watch beyond it pauses, and is cut
 *     with 410 when the store no longer has what it missed
 * @param cacheBytes of encoded objects that are kept for the next who asks
 * @param requestTimeout from the first byte of a request to its last
 * @param idleTimeout between two requests of a connection
 * @param stallTimeout how long a client may take nothing of what it is sent
 */
public record HttpLimits(
    int bodyBytes,
    int headerBytes,
    int connections,
    int streams,
    int backlogBytes,
    long cacheBytes,
    Duration requestTimeout,
    Duration idleTimeout,
    Duration stallTimeout) {

  /** Refuses what no server could work with. */
  public HttpLimits {
    requirePositive("bodyBytes", bodyBytes);
    requirePositive("headerBytes", headerBytes);
    requirePositive("connections", connections);
    requirePositive("streams", streams);
    requirePositive("backlogBytes", backlogBytes);
    requirePositive("requestTimeout", requestTimeout.toMillis());
    requirePositive("idleTimeout", idleTimeout.toMillis());
    requirePositive("stallTimeout", stallTimeout.toMillis());
  }

  /** Enough for a few thousand watchers, and little enough for a test. */
  public static HttpLimits defaults() {
    return new HttpLimits(
        3 << 20,
        64 << 10,
        4096,
        512,
        1 << 20,
        24 << 20,
        Duration.ofSeconds(30),
        Duration.ofMinutes(5),
        Duration.ofSeconds(60));
  }

  /** With another limit on bodies. */
  public HttpLimits withBodyBytes(int other) {
    return new HttpLimits(
        other,
        headerBytes,
        connections,
        streams,
        backlogBytes,
        cacheBytes,
        requestTimeout,
        idleTimeout,
        stallTimeout);
  }

  /** With another limit on connections. */
  public HttpLimits withConnections(int other) {
    return new HttpLimits(
        bodyBytes,
        headerBytes,
        other,
        streams,
        backlogBytes,
        cacheBytes,
        requestTimeout,
        idleTimeout,
        stallTimeout);
  }

  /** With another backlog of slow watchers. */
  public HttpLimits withBacklogBytes(int other) {
    return new HttpLimits(
        bodyBytes,
        headerBytes,
        connections,
        streams,
        other,
        cacheBytes,
        requestTimeout,
        idleTimeout,
        stallTimeout);
  }

  /** With another patience for requests that arrive slowly, and for clients that take nothing. */
  public HttpLimits withTimeouts(Duration request, Duration stall) {
    return new HttpLimits(
        bodyBytes,
        headerBytes,
        connections,
        streams,
        backlogBytes,
        cacheBytes,
        request,
        idleTimeout,
        stall);
  }

  private static void requirePositive(String name, long value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " must be positive, not " + value);
    }
  }
}
