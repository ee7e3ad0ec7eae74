package io.kubelette.model;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Name, identity and bookkeeping that every object has.
 *
 * @param generateName a prefix from which a name is made where none is given
 * @param selfLink unused since Kubernetes 1.20
 * @param resourceVersion the revision of the last change; opaque, for compare-and-set and watches
 * @param generation counts the changes of the spec
 * @param deletionTimestamp when the object is to be gone; set once, while it is being deleted
 * @param deletionGracePeriodSeconds seconds left to end by itself when the deletion was asked for
 * @param finalizers names of those who must act before the object may go
 */
@Shape
public record ObjectMeta(
    @Nullable String name,
    @Nullable String generateName,
    @Nullable String namespace,
    @Carried @Nullable String selfLink,
    @Nullable String uid,
    @Nullable String resourceVersion,
    @Nullable Long generation,
    @Time @Nullable Instant creationTimestamp,
    @Time @Nullable Instant deletionTimestamp,
    @Nullable Long deletionGracePeriodSeconds,
    Map<String, String> labels,
    Map<String, String> annotations,
    @Carried List<OwnerReference> ownerReferences,
    List<String> finalizers,
    @Carried List<Opaque> managedFields)
    implements ObjectMetaBuilder.With {
  /** Nothing set. */
  public static final ObjectMeta EMPTY = ObjectMetaBuilder.builder().build();

  public ObjectMeta {
    labels = Frozen.map(labels);
    annotations = Frozen.map(annotations);
    ownerReferences = Frozen.list(ownerReferences);
    finalizers = Frozen.list(finalizers);
    managedFields = Frozen.list(managedFields);
  }
}
