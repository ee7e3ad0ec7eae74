package io.kubelette.model;

import java.util.List;

/** What may be done in a namespace. */
@Shape
public record Role(@OmitEmpty ObjectMeta metadata, @Carried List<PolicyRule> rules)
    implements KubernetesObject, RoleBuilder.With {
  public Role {
    metadata = metadata == null ? ObjectMeta.EMPTY : metadata;
    rules = Frozen.list(rules);
  }

  @Override
  public String apiVersion() {
    return "rbac.authorization.k8s.io/v1";
  }

  @Override
  public String kind() {
    return "Role";
  }

  @Override
  public Role withMetadata(ObjectMeta metadata) {
    return RoleBuilder.With.super.withMetadata(metadata);
  }
}
