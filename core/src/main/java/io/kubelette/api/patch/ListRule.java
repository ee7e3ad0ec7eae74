package io.kubelette.api.patch;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a list is merged, as Kubernetes' types say.
 *
 * @param patchKey the field by which a strategic merge patch knows items; "" for items that are
 *     themselves keys; none for a list that is replaced as a whole
 * @param applyKeys the fields by which a server-side apply knows items; {@code ""} alone for a set
 *     of scalars; none for a list that has one owner as a whole
 * @param defaults of key fields that may be absent
 */
public record ListRule(
    @Nullable String patchKey, List<String> applyKeys, Map<String, String> defaults) {

  static final ListRule ATOMIC = new ListRule(null, List.of(), Map.of());

  private static final ListRule BY_NAME = by("name");
  private static final ListRule BY_TYPE = by("type");
  private static final ListRule SET = new ListRule("", List.of(""), Map.of());
  private static final Map<String, String> TCP = Map.of("protocol", "TCP");
  private static final ListRule CONTAINER_PORTS =
      new ListRule("containerPort", List.of("containerPort", "protocol"), TCP);

  private static final Map<String, ListRule> RULES =
      Map.ofEntries(
          Map.entry("ObjectMeta.finalizers", SET),
          Map.entry("ObjectMeta.ownerReferences", by("uid")),
          Map.entry("PodSpec.containers", BY_NAME),
          Map.entry("PodSpec.initContainers", BY_NAME),
          Map.entry("PodSpec.ephemeralContainers", BY_NAME),
          Map.entry("PodSpec.volumes", BY_NAME),
          Map.entry("PodSpec.imagePullSecrets", BY_NAME),
          Map.entry("PodSpec.hostAliases", by("ip")),
          Map.entry("PodSpec.schedulingGates", BY_NAME),
          Map.entry("PodSpec.resourceClaims", BY_NAME),
          Map.entry(
              "PodSpec.topologySpreadConstraints",
              new ListRule("topologyKey", List.of("topologyKey", "whenUnsatisfiable"), Map.of())),
          Map.entry("Container.env", BY_NAME),
          Map.entry("Container.ports", CONTAINER_PORTS),
          Map.entry("Container.volumeMounts", by("mountPath")),
          Map.entry("Container.volumeDevices", by("devicePath")),
          Map.entry("EphemeralContainer.env", BY_NAME),
          Map.entry("EphemeralContainer.ports", CONTAINER_PORTS),
          Map.entry("EphemeralContainer.volumeMounts", by("mountPath")),
          Map.entry("EphemeralContainer.volumeDevices", by("devicePath")),
          Map.entry("PodStatus.podIPs", by("ip")),
          Map.entry("PodStatus.hostIPs", new ListRule("ip", List.of(), Map.of())),
          Map.entry("ServiceSpec.ports", new ListRule("port", List.of("port", "protocol"), TCP)),
          Map.entry("ServiceAccount.secrets", BY_NAME),
          Map.entry("NodeSpec.podCIDRs", SET),
          Map.entry("NodeStatus.addresses", BY_TYPE),
          Map.entry("Endpoint.addresses", new ListRule(null, List.of(""), Map.of())));

  /** The rule of a list field; conditions are known by their types everywhere. */
  public static ListRule of(Class<?> owner, String field) {
    return field.equals("conditions")
        ? BY_TYPE
        : RULES.getOrDefault(owner.getSimpleName() + "." + field, ATOMIC);
  }

  boolean isSet() {
    return applyKeys.equals(List.of(""));
  }

  private static ListRule by(String key) {
    return new ListRule(key, List.of(key), Map.of());
  }
}
