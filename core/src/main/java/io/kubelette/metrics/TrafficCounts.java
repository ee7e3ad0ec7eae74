package io.kubelette.metrics;

/**
 * What has passed so far; a little late while traffic flows.
 *
 * @param opened connections, and UDP flows, that have begun
 * @param open of these, the ones that have not ended
 * @param failures attempts to connect that were refused or timed out; of a service, clients that
 *     nobody served
 * @param bytesUp bytes from TCP clients
 * @param bytesDown bytes to TCP clients
 * @param datagramsUp datagrams sent to endpoints
 * @param datagramsDown datagrams sent to clients
 * @param datagramsDropped datagrams that were lost on the way
 */
public record TrafficCounts(
    long opened,
    long open,
    long failures,
    long bytesUp,
    long bytesDown,
    long datagramsUp,
    long datagramsDown,
    long datagramsDropped) {

  /** Nothing so far. */
  public static final TrafficCounts NONE = new TrafficCounts(0, 0, 0, 0, 0, 0, 0, 0);

  /** Both together. */
  public TrafficCounts plus(TrafficCounts other) {
    return new TrafficCounts(
        opened + other.opened,
        open + other.open,
        failures + other.failures,
        bytesUp + other.bytesUp,
        bytesDown + other.bytesDown,
        datagramsUp + other.datagramsUp,
        datagramsDown + other.datagramsDown,
        datagramsDropped + other.datagramsDropped);
  }
}
