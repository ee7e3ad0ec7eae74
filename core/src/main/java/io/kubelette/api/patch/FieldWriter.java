package io.kubelette.api.patch;

import io.kubelette.model.KubernetesObject;
import io.kubelette.model.ResourceType;
import java.time.Instant;

/**
 * Who writes an object, and when.
 *
 * @param name as the client says it
 * @param subresource through which it writes; "" for the object itself
 * @param type of the object
 */
public record FieldWriter(
    String name, String subresource, ResourceType<? extends KubernetesObject> type, Instant time) {

  /** Whether the status is what it writes; it writes all else otherwise. */
  boolean writesStatus() {
    return subresource.equals("status");
  }
}
