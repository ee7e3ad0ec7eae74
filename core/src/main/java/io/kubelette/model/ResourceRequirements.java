package io.kubelette.model;

import java.util.List;
import java.util.Map;

/** What a container asks for, and what it may use at most. */
@Shape
public record ResourceRequirements(
    Map<String, Quantity> limits, Map<String, Quantity> requests, @Carried List<Opaque> claims)
    implements ResourceRequirementsBuilder.With {
  public ResourceRequirements {
    limits = Frozen.map(limits);
    requests = Frozen.map(requests);
    claims = Frozen.list(claims);
  }
}
