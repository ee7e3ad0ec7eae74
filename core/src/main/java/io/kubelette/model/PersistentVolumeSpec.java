package io.kubelette.model;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where the storage is and what it can do. */
@Shape
public record PersistentVolumeSpec(
    List<String> accessModes,
    @Nullable Opaque awsElasticBlockStore,
    @Nullable Opaque azureDisk,
    @Nullable Opaque azureFile,
    Map<String, Quantity> capacity,
    @Nullable Opaque cephfs,
    @Nullable Opaque cinder,
    @Nullable ObjectReference claimRef,
    @Nullable Opaque csi,
    @Nullable Opaque fc,
    @Nullable Opaque flexVolume,
    @Nullable Opaque flocker,
    @Nullable Opaque gcePersistentDisk,
    @Nullable Opaque glusterfs,
    @Nullable HostPathVolumeSource hostPath,
    @Nullable Opaque iscsi,
    @Nullable Opaque local,
    List<String> mountOptions,
    @Nullable Opaque nfs,
    @Nullable Opaque nodeAffinity,
    @Nullable String persistentVolumeReclaimPolicy,
    @Nullable Opaque photonPersistentDisk,
    @Nullable Opaque portworxVolume,
    @Nullable Opaque quobyte,
    @Nullable Opaque rbd,
    @Nullable Opaque scaleIO,
    @Nullable String storageClassName,
    @Nullable Opaque storageos,
    @Nullable String volumeAttributesClassName,
    @Nullable String volumeMode,
    @Nullable Opaque vsphereVolume)
    implements PersistentVolumeSpecBuilder.With {
  /** Nothing set. */
  public static final PersistentVolumeSpec EMPTY = PersistentVolumeSpecBuilder.builder().build();

  public PersistentVolumeSpec {
    accessModes = Frozen.list(accessModes);
    capacity = Frozen.map(capacity);
    mountOptions = Frozen.list(mountOptions);
  }
}
