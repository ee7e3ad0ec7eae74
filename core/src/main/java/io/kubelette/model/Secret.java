package io.kubelette.model;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Confidential values by key; its text form never shows them.
 *
 * @param stringData laid over data as text when the object is written
 */
public record Secret(
    @OmitEmpty ObjectMeta metadata,
    @Nullable Boolean immutable,
    Map<String, Bytes> data,
    Map<String, String> stringData,
    @Nullable String type)
    implements KubernetesObject {
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

  /** Names the keys, never a value; annotations may hold the manifest, and are left out too. */
  @Override
  public String toString() {
    return "Secret["
        + metadata.namespace()
        + "/"
        + metadata.name()
        + ", type="
        + type
        + ", data="
        + data.keySet()
        + ", stringData="
        + stringData.keySet()
        + "]";
  }

  @Override
  public Secret withMetadata(ObjectMeta metadata) {
    return SecretBuilder.builder(this).metadata(metadata).build();
  }

  /** The same with another immutable. */
  public Secret withImmutable(@Nullable Boolean immutable) {
    return SecretBuilder.builder(this).immutable(immutable).build();
  }

  /** The same with another data. */
  public Secret withData(Map<String, Bytes> data) {
    return SecretBuilder.builder(this).data(data).build();
  }

  /** The same with another stringData. */
  public Secret withStringData(Map<String, String> stringData) {
    return SecretBuilder.builder(this).stringData(stringData).build();
  }

  /** The same with another type. */
  public Secret withType(@Nullable String type) {
    return SecretBuilder.builder(this).type(type).build();
  }
}
