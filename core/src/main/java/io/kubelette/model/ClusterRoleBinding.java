package io.kubelette.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who has a cluster role everywhere. */
@Shape
public record ClusterRoleBinding(
    @OmitEmpty ObjectMeta metadata,
    @Carried @Nullable RoleRef roleRef,
    @Carried List<Subject> subjects)
    implements KubernetesObject, ClusterRoleBindingBuilder.With {
  public ClusterRoleBinding {
    metadata = metadata == null ? ObjectMeta.EMPTY : metadata;
    subjects = Frozen.list(subjects);
  }

  @Override
  public String apiVersion() {
    return "rbac.authorization.k8s.io/v1";
  }

  @Override
  public String kind() {
    return "ClusterRoleBinding";
  }

  @Override
  public ClusterRoleBinding withMetadata(ObjectMeta metadata) {
    return ClusterRoleBindingBuilder.With.super.withMetadata(metadata);
  }
}
