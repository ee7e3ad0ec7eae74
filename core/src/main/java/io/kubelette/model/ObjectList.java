package io.kubelette.model;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;

/**
 * The API's answer to a list: objects of one type, and the revision at which they were read.
 *
 * @param <T> the type of the objects
 */
@JsonPropertyOrder({"apiVersion", "kind", "metadata", "items"})
@JsonIgnoreProperties(
    value = {"apiVersion", "kind"},
    allowGetters = true)
public record ObjectList<T extends KubernetesObject>(
    @JsonProperty String apiVersion,
    @JsonProperty String kind,
    ListMeta metadata,
    @JsonInclude List<T> items) {

  public ObjectList {
    metadata = metadata == null ? ListMeta.EMPTY : metadata;
    items = Frozen.list(items);
  }

  /** A list of objects of the given type, such as {@code PodList}. */
  public static <T extends KubernetesObject> ObjectList<T> of(
      ResourceType<T> type, ListMeta metadata, List<T> items) {
    return new ObjectList<>(type.apiVersion(), type.kind() + "List", metadata, items);
  }
}
