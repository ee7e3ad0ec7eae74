package io.kubelette.metrics;

import java.util.Map;

/**
 * What has passed through one port of a service.
 *
 * @param port which one
 * @param counts of the service port, for as long as it is served
 * @param endpoints of each endpoint, by its address {@code ip:port}, for as long as it is one
 */
public record ServiceTraffic(
    Port port, TrafficCounts counts, Map<String, TrafficCounts> endpoints) {

  /**
   * A port of a service.
   *
   * @param namespace the service's namespace
   * @param service the service's name
   * @param port the port's name; empty where the only port has none
   */
  public record Port(String namespace, String service, String port) {}

  /** Copies the map. */
  public ServiceTraffic {
    endpoints = Map.copyOf(endpoints);
  }
}
