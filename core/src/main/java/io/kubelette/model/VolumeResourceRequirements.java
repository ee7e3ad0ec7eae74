package io.kubelette.model;

import java.util.Map;

/** How much storage is asked for. */
@Shape
public record VolumeResourceRequirements(
    Map<String, Quantity> limits, Map<String, Quantity> requests)
    implements VolumeResourceRequirementsBuilder.With {
  public VolumeResourceRequirements {
    limits = Frozen.map(limits);
    requests = Frozen.map(requests);
  }
}
