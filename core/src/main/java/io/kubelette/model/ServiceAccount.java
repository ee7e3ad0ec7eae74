package io.kubelette.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** An identity for the programs in pods. */
@Shape
public record ServiceAccount(
    @OmitEmpty ObjectMeta metadata,
    @Carried @Nullable Boolean automountServiceAccountToken,
    @Carried List<LocalObjectReference> imagePullSecrets,
    @Carried List<ObjectReference> secrets)
    implements KubernetesObject, ServiceAccountBuilder.With {
  public ServiceAccount {
    metadata = metadata == null ? ObjectMeta.EMPTY : metadata;
    imagePullSecrets = Frozen.list(imagePullSecrets);
    secrets = Frozen.list(secrets);
  }

  @Override
  public String apiVersion() {
    return "v1";
  }

  @Override
  public String kind() {
    return "ServiceAccount";
  }

  @Override
  public ServiceAccount withMetadata(ObjectMeta metadata) {
    return ServiceAccountBuilder.With.super.withMetadata(metadata);
  }
}
