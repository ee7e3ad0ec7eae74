package io.kubelette.model;

import java.util.List;

/** Name servers and search domains of a pod. */
@Shape
public record PodDNSConfig(
    List<String> nameservers, List<String> searches, List<PodDNSConfigOption> options)
    implements PodDNSConfigBuilder.With {
  public PodDNSConfig {
    nameservers = Frozen.list(nameservers);
    searches = Frozen.list(searches);
    options = Frozen.list(options);
  }
}
