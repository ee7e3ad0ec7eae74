package io.kubelette.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who has a role in a namespace. */
@Shape
public record RoleBinding(
    @OmitEmpty ObjectMeta metadata,
    @Carried @Nullable RoleRef roleRef,
    @Carried List<Subject> subjects)
    implements KubernetesObject, RoleBindingBuilder.With {
  public RoleBinding {
    metadata = metadata == null ? ObjectMeta.EMPTY : metadata;
    subjects = Frozen.list(subjects);
  }

  @Override
  public String apiVersion() {
    return "rbac.authorization.k8s.io/v1";
  }

  @Override
  public String kind() {
    return "RoleBinding";
  }

  @Override
  public RoleBinding withMetadata(ObjectMeta metadata) {
    return RoleBindingBuilder.With.super.withMetadata(metadata);
  }
}
