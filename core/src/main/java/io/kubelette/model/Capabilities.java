package io.kubelette.model;

import java.util.List;

/** Linux capabilities to add to and to take from the engine's defaults. */
@Shape
public record Capabilities(List<String> add, List<String> drop)
    implements CapabilitiesBuilder.With {
  public Capabilities {
    add = Frozen.list(add);
    drop = Frozen.list(drop);
  }
}
