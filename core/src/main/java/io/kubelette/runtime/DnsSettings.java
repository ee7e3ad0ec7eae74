package io.kubelette.runtime;

import java.util.List;

/**
 * What a pod's {@code /etc/resolv.conf} says; it replaces the engine's whole.
 *
 * @param nameservers addresses, in order
 * @param searches domains, in order
 * @param options words such as {@code ndots:5}
 */
public record DnsSettings(List<String> nameservers, List<String> searches, List<String> options) {

  /** Copies the lists. */
  public DnsSettings {
    nameservers = List.copyOf(nameservers);
    searches = List.copyOf(searches);
    options = List.copyOf(options);
  }
}
