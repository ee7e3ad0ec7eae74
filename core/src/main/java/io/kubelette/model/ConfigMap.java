package io.kubelette.model;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Configuration, as text and bytes by key. */
@Shape
public record ConfigMap(
    @OmitEmpty ObjectMeta metadata,
    @Nullable Boolean immutable,
    Map<String, String> data,
    Map<String, Bytes> binaryData)
    implements KubernetesObject, ConfigMapBuilder.With {
  public ConfigMap {
    metadata = metadata == null ? ObjectMeta.EMPTY : metadata;
    data = Frozen.map(data);
    binaryData = Frozen.map(binaryData);
  }

  @Override
  public String apiVersion() {
    return "v1";
  }

  @Override
  public String kind() {
    return "ConfigMap";
  }

  @Override
  public ConfigMap withMetadata(ObjectMeta metadata) {
    return ConfigMapBuilder.With.super.withMetadata(metadata);
  }
}
