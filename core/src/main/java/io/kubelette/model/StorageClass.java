package io.kubelette.model;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A sort of storage that claims may ask for. */
@Shape
public record StorageClass(
    @OmitEmpty ObjectMeta metadata,
    @Carried @Nullable Boolean allowVolumeExpansion,
    @Carried List<Opaque> allowedTopologies,
    @Carried List<String> mountOptions,
    @Carried Map<String, String> parameters,
    @Carried @Nullable String provisioner,
    @Carried @Nullable String reclaimPolicy,
    @Carried @Nullable String volumeBindingMode)
    implements KubernetesObject, StorageClassBuilder.With {
  public StorageClass {
    metadata = metadata == null ? ObjectMeta.EMPTY : metadata;
    allowedTopologies = Frozen.list(allowedTopologies);
    mountOptions = Frozen.list(mountOptions);
    parameters = Frozen.map(parameters);
  }

  @Override
  public String apiVersion() {
    return "storage.k8s.io/v1";
  }

  @Override
  public String kind() {
    return "StorageClass";
  }

  @Override
  public StorageClass withMetadata(ObjectMeta metadata) {
    return StorageClassBuilder.With.super.withMetadata(metadata);
  }
}
