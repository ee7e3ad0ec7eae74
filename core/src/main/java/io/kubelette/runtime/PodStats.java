package io.kubelette.runtime;

import java.time.Instant;
import java.util.List;

/**
 * What a pod has used.
 *
 * @param pod whose numbers they are
 * @param at when they were read; rates are the difference of two readings
 * @param network what it has sent and received; zero for pods in the host's network
 * @param containers its running containers; sum them for the pod
 */
public record PodStats(
    PodIdentity pod, Instant at, Network network, List<ContainerStats> containers) {

  /** Copies the list. */
  public PodStats {
    containers = List.copyOf(containers);
  }

  /**
   * Totals of all interfaces but loopback.
   *
   * @param receivedBytes bytes received
   * @param sentBytes bytes sent
   * @param receiveErrors packets that were not received
   * @param sendErrors packets that were not sent
   */
  public record Network(long receivedBytes, long sentBytes, long receiveErrors, long sendErrors) {

    /** Nothing was sent or received. */
    public static final Network NONE = new Network(0, 0, 0, 0);
  }
}
