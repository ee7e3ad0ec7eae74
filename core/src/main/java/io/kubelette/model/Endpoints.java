package io.kubelette.model;

import java.util.List;

/** All endpoints of a service in one object, the older form of {@link EndpointSlice}. */
@Shape
public record Endpoints(@OmitEmpty ObjectMeta metadata, List<EndpointSubset> subsets)
    implements KubernetesObject, EndpointsBuilder.With {
  public Endpoints {
    metadata = metadata == null ? ObjectMeta.EMPTY : metadata;
    subsets = Frozen.list(subsets);
  }

  @Override
  public String apiVersion() {
    return "v1";
  }

  @Override
  public String kind() {
    return "Endpoints";
  }

  @Override
  public Endpoints withMetadata(ObjectMeta metadata) {
    return EndpointsBuilder.With.super.withMetadata(metadata);
  }
}
