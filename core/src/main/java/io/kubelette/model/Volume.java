package io.kubelette.model;

import org.jspecify.annotations.Nullable;

/** A directory of a pod, and what fills it; one source is set. */
@Shape
public record Volume(
    @Nullable String name,
    @Nullable HostPathVolumeSource hostPath,
    @Nullable EmptyDirVolumeSource emptyDir,
    @Carried @Nullable Opaque gcePersistentDisk,
    @Carried @Nullable Opaque awsElasticBlockStore,
    @Carried @Nullable Opaque gitRepo,
    @Nullable SecretVolumeSource secret,
    @Carried @Nullable Opaque nfs,
    @Carried @Nullable Opaque iscsi,
    @Carried @Nullable Opaque glusterfs,
    @Nullable PersistentVolumeClaimVolumeSource persistentVolumeClaim,
    @Carried @Nullable Opaque rbd,
    @Carried @Nullable Opaque flexVolume,
    @Carried @Nullable Opaque cinder,
    @Carried @Nullable Opaque cephfs,
    @Carried @Nullable Opaque flocker,
    @Nullable DownwardAPIVolumeSource downwardAPI,
    @Carried @Nullable Opaque fc,
    @Carried @Nullable Opaque azureFile,
    @Nullable ConfigMapVolumeSource configMap,
    @Carried @Nullable Opaque vsphereVolume,
    @Carried @Nullable Opaque quobyte,
    @Carried @Nullable Opaque azureDisk,
    @Carried @Nullable Opaque photonPersistentDisk,
    @Nullable ProjectedVolumeSource projected,
    @Carried @Nullable Opaque portworxVolume,
    @Carried @Nullable Opaque scaleIO,
    @Carried @Nullable Opaque storageos,
    @Carried @Nullable Opaque csi,
    @Carried @Nullable Opaque ephemeral,
    @Carried @Nullable ImageVolumeSource image)
    implements VolumeBuilder.With {}
