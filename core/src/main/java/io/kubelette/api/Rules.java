package io.kubelette.api;

import io.kubelette.model.KubernetesObject;
import io.kubelette.model.ResourceType;
import java.util.Map;

/** The rules of every kind. */
final class Rules {

  private static final KindRules<KubernetesObject> PLAIN = new KindRules<>() {};

  private static final Map<ResourceType<?>, KindRules<?>> BY_TYPE =
      Map.of(
          ResourceType.POD, new PodRules(),
          ResourceType.SERVICE, new ServiceRules(),
          ResourceType.NAMESPACE, new NamespaceRules(),
          ResourceType.NODE, new NodeRules(),
          ResourceType.CONFIG_MAP, new ConfigMapRules(),
          ResourceType.SECRET, new SecretRules(),
          ResourceType.LEASE, new LeaseRules(),
          ResourceType.EVENT, new EventRules(),
          ResourceType.ENDPOINT_SLICE, new EndpointSliceRules(),
          ResourceType.IP_ADDRESS, new IpAddressRules());

  private Rules() {}

  /** The rules of a kind; plain ones for a kind without particularities. */
  @SuppressWarnings("unchecked") // the map pairs each type with rules for its objects
  static <T extends KubernetesObject> KindRules<T> of(ResourceType<T> type) {
    return (KindRules<T>) BY_TYPE.getOrDefault(type, PLAIN);
  }
}
