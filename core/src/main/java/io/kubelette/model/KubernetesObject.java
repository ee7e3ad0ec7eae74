package io.kubelette.model;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/** An object that stands for itself in the API: it has a kind, a name and a life. */
@JsonPropertyOrder({"apiVersion", "kind", "metadata"})
@JsonIgnoreProperties(
    value = {"apiVersion", "kind"},
    allowGetters = true)
public interface KubernetesObject {

  /** The group and version of the kind, such as {@code v1} or {@code discovery.k8s.io/v1}. */
  @JsonProperty
  String apiVersion();

  /** The kind, such as {@code Pod}. */
  @JsonProperty
  String kind();

  /** Name, identity and bookkeeping; never absent, but perhaps empty. */
  ObjectMeta metadata();

  /** The same object under other metadata. */
  KubernetesObject withMetadata(ObjectMeta metadata);
}
