package io.kubelette.model;

import java.util.List;

/** The zones and nodes that an endpoint is meant for. */
@Shape
public record EndpointHints(List<ForZone> forZones, List<ForNode> forNodes)
    implements EndpointHintsBuilder.With {
  public EndpointHints {
    forZones = Frozen.list(forZones);
    forNodes = Frozen.list(forNodes);
  }
}
