package io.kubelette.model;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Name, identity and bookkeeping that every object has. */
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
