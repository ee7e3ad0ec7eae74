package io.kubelette.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What may be done in the whole cluster. */
@Shape
public record ClusterRole(
    @OmitEmpty ObjectMeta metadata,
    @Carried @Nullable Opaque aggregationRule,
    @Carried List<PolicyRule> rules)
    implements KubernetesObject, ClusterRoleBuilder.With {
  public ClusterRole {
    metadata = metadata == null ? ObjectMeta.EMPTY : metadata;
    rules = Frozen.list(rules);
  }

  @Override
  public String apiVersion() {
    return "rbac.authorization.k8s.io/v1";
  }

  @Override
  public String kind() {
    return "ClusterRole";
  }

  @Override
  public ClusterRole withMetadata(ObjectMeta metadata) {
    return ClusterRoleBuilder.With.super.withMetadata(metadata);
  }
}
