package io.kubelette.model;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One backend of a service: its addresses and whether it takes traffic.
 *
 * @param addresses all of them lead to the same backend
 * @param hostname its own name within a headless service
 * @param targetRef the pod
 */
@Shape
public record Endpoint(
    List<String> addresses,
    @Nullable EndpointConditions conditions,
    @Nullable String hostname,
    @Nullable ObjectReference targetRef,
    @Carried Map<String, String> deprecatedTopology,
    @Nullable String nodeName,
    @Nullable String zone,
    @Nullable EndpointHints hints)
    implements EndpointBuilder.With {
  public Endpoint {
    addresses = Frozen.list(addresses);
    deprecatedTopology = Frozen.map(deprecatedTopology);
  }
}
