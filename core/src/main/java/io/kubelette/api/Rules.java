package io.kubelette.api;

import io.kubelette.model.KubernetesObject;
import io.kubelette.model.ResourceType;
import java.util.List;
import java.util.Map;

/** The rules of every kind. */
final class Rules {

  private static final KindRules<KubernetesObject> PLAIN = new KindRules<>() {};

  /** Kubernetes: their names may be those of users and groups, such as system:node. */
  private static final KindRules<KubernetesObject> ROLES =
      new KindRules<>() {
        @Override
        public List<String> nameFaults(String name) {
          return Names.pathSegment(name);
        }
      };

  private static final Map<ResourceType<?>, KindRules<?>> BY_TYPE =
      Map.ofEntries(
          Map.entry(ResourceType.POD, new PodRules()),
          Map.entry(ResourceType.SERVICE, new ServiceRules()),
          Map.entry(ResourceType.NAMESPACE, new NamespaceRules()),
          Map.entry(ResourceType.NODE, new NodeRules()),
          Map.entry(ResourceType.CONFIG_MAP, new ConfigMapRules()),
          Map.entry(ResourceType.SECRET, new SecretRules()),
          Map.entry(ResourceType.LEASE, new LeaseRules()),
          Map.entry(ResourceType.EVENT, new EventRules()),
          Map.entry(ResourceType.ENDPOINT_SLICE, new EndpointSliceRules()),
          Map.entry(ResourceType.IP_ADDRESS, new IpAddressRules()),
          Map.entry(ResourceType.PRIORITY_CLASS, new PriorityClassRules()),
          Map.entry(ResourceType.ROLE, ROLES),
          Map.entry(ResourceType.ROLE_BINDING, ROLES),
          Map.entry(ResourceType.CLUSTER_ROLE, ROLES),
          Map.entry(ResourceType.CLUSTER_ROLE_BINDING, ROLES));

  private Rules() {}

  /** The rules of a kind; plain ones for a kind without particularities. */
  @SuppressWarnings("unchecked") // the maps pair each type with rules for its objects
  static <T extends KubernetesObject> KindRules<T> of(ResourceType<T> type) {
    KindRules<?> rules = BY_TYPE.get(type);
    if (rules == null) {
      rules = OfSpecKinds.BY_TYPE.getOrDefault(type, PLAIN);
    }
    return (KindRules<T>) rules;
  }

  /** Of kinds that many never use: they begin with the first of them. */
  private static final class OfSpecKinds {

    static final Map<ResourceType<?>, KindRules<?>> BY_TYPE =
        Map.ofEntries(
            Map.entry(ResourceType.DEPLOYMENT, SpecKinds.DEPLOYMENT),
            Map.entry(ResourceType.REPLICA_SET, SpecKinds.REPLICA_SET),
            Map.entry(ResourceType.REPLICATION_CONTROLLER, SpecKinds.REPLICATION_CONTROLLER),
            Map.entry(ResourceType.STATEFUL_SET, SpecKinds.STATEFUL_SET),
            Map.entry(ResourceType.DAEMON_SET, SpecKinds.DAEMON_SET),
            Map.entry(ResourceType.JOB, SpecKinds.JOB),
            Map.entry(ResourceType.CRON_JOB, SpecKinds.CRON_JOB),
            Map.entry(ResourceType.PERSISTENT_VOLUME_CLAIM, SpecKinds.CLAIM),
            Map.entry(ResourceType.PERSISTENT_VOLUME, SpecKinds.VOLUME),
            Map.entry(ResourceType.POD_DISRUPTION_BUDGET, SpecKinds.BUDGET),
            Map.entry(ResourceType.RESOURCE_QUOTA, SpecKinds.QUOTA),
            Map.entry(ResourceType.INGRESS, SpecKinds.INGRESS),
            Map.entry(ResourceType.HORIZONTAL_POD_AUTOSCALER, AutoscalerRules.RULES));
  }
}
