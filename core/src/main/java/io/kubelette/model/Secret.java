package io.kubelette.model;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Confidential values by key; its text form never shows them.
 *
 * @param stringData laid over data as text when the object is written
 */
@Shape
public record Secret(
    @OmitEmpty ObjectMeta metadata,
    @Nullable Boolean immutable,
    Map<String, Bytes> data,
    Map<String, String> stringData,
    @Nullable String type)
    implements KubernetesObject, SecretBuilder.With {
  public Secret {
    metadata = metadata == null ? ObjectMeta.EMPTY : metadata;
    data = Frozen.map(data);
    stringData = Frozen.map(stringData);
  }

  @Override
  public String apiVersion() {
    return "v1";
  }

  @Override
  public String kind() {
    return "Secret";
  }

  @Override
  public Secret withMetadata(ObjectMeta metadata) {
    return SecretBuilder.With.super.withMetadata(metadata);
  }

  /** Names the keys, never a value. */
  @Override
  public String toString() {
    return "Secret[metadata="
        + metadata
        + ", type="
        + type
        + ", data="
        + data.keySet()
        + ", stringData="
        + stringData.keySet()
        + "]";
  }
}
