package io.kubelette.api.http.openapi;

import java.util.Map;
import java.util.Optional;

/**
 * By which field clients merge the items of a list, as Kubernetes' types say; lists that are not
 * here are replaced as a whole.
 */
final class MergeKeys {

  private static final Map<String, String> KEYS =
      Map.ofEntries(
          Map.entry("ObjectMeta.ownerReferences", "uid"),
          Map.entry("ObjectMeta.finalizers", ""),
          Map.entry("PodSpec.containers", "name"),
          Map.entry("PodSpec.initContainers", "name"),
          Map.entry("PodSpec.ephemeralContainers", "name"),
          Map.entry("PodSpec.volumes", "name"),
          Map.entry("PodSpec.imagePullSecrets", "name"),
          Map.entry("PodSpec.hostAliases", "ip"),
          Map.entry("PodSpec.schedulingGates", "name"),
          Map.entry("PodSpec.resourceClaims", "name"),
          Map.entry("PodSpec.topologySpreadConstraints", "topologyKey"),
          Map.entry("Container.env", "name"),
          Map.entry("Container.ports", "containerPort"),
          Map.entry("Container.volumeMounts", "mountPath"),
          Map.entry("Container.volumeDevices", "devicePath"),
          Map.entry("EphemeralContainer.env", "name"),
          Map.entry("EphemeralContainer.ports", "containerPort"),
          Map.entry("EphemeralContainer.volumeMounts", "mountPath"),
          Map.entry("EphemeralContainer.volumeDevices", "devicePath"),
          Map.entry("PodStatus.podIPs", "ip"),
          Map.entry("PodStatus.hostIPs", "ip"),
          Map.entry("ServiceSpec.ports", "port"),
          Map.entry("ServiceAccount.secrets", "name"),
          Map.entry("NodeSpec.podCIDRs", ""),
          Map.entry("NodeStatus.addresses", "type"));

  private MergeKeys() {}

  /** The key of a list; empty text where the items are keys themselves. */
  static Optional<String> of(Class<?> owner, String field) {
    return field.equals("conditions")
        ? Optional.of("type")
        : Optional.ofNullable(KEYS.get(owner.getSimpleName() + "." + field));
  }

  /** How a list or object is merged, beside by its key. */
  static Optional<String> strategy(Class<?> owner, String field) {
    return switch (owner.getSimpleName() + "." + field) {
      case "PodSpec.volumes" -> Optional.of("merge,retainKeys");
      case "DeploymentSpec.strategy" -> Optional.of("retainKeys");
      default -> of(owner, field).map(key -> "merge");
    };
  }
}
