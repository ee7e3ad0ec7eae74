package io.kubelette.api.http.table;

import io.kubelette.model.KubernetesObject;
import io.kubelette.model.ResourceType;
import io.kubelette.model.Scale;
import java.util.List;
import java.util.Map;

/** The columns of every kind: those of Kubernetes, or name and age. */
public final class Tables {

  private static final Map<ResourceType<?>, List<? extends Column<?>>> COLUMNS =
      Map.ofEntries(
          Map.entry(ResourceType.POD, CoreColumns.pods()),
          Map.entry(ResourceType.SERVICE, CoreColumns.services()),
          Map.entry(ResourceType.NODE, CoreColumns.nodes()),
          Map.entry(ResourceType.ENDPOINTS, CoreColumns.endpoints()),
          Map.entry(ResourceType.CONFIG_MAP, CoreColumns.configMaps()),
          Map.entry(ResourceType.SECRET, CoreColumns.secrets()),
          Map.entry(ResourceType.NAMESPACE, CoreColumns.namespaces()),
          Map.entry(ResourceType.SERVICE_ACCOUNT, CoreColumns.serviceAccounts()),
          Map.entry(ResourceType.EVENT, CoreColumns.events()),
          Map.entry(ResourceType.DEPLOYMENT, WorkloadColumns.deployments()),
          Map.entry(ResourceType.REPLICA_SET, WorkloadColumns.replicaSets()),
          Map.entry(ResourceType.REPLICATION_CONTROLLER, WorkloadColumns.replicationControllers()),
          Map.entry(ResourceType.STATEFUL_SET, WorkloadColumns.statefulSets()),
          Map.entry(ResourceType.DAEMON_SET, WorkloadColumns.daemonSets()),
          Map.entry(ResourceType.JOB, WorkloadColumns.jobs()),
          Map.entry(ResourceType.CRON_JOB, WorkloadColumns.cronJobs()),
          Map.entry(ResourceType.HORIZONTAL_POD_AUTOSCALER, CarriedColumns.autoscalers()),
          Map.entry(ResourceType.INGRESS, CarriedColumns.ingresses()),
          Map.entry(ResourceType.PERSISTENT_VOLUME_CLAIM, OtherColumns.claims()),
          Map.entry(ResourceType.PERSISTENT_VOLUME, OtherColumns.volumes()),
          Map.entry(ResourceType.STORAGE_CLASS, OtherColumns.storageClasses()),
          Map.entry(ResourceType.PRIORITY_CLASS, OtherColumns.priorityClasses()),
          Map.entry(ResourceType.POD_DISRUPTION_BUDGET, OtherColumns.budgets()),
          Map.entry(ResourceType.RESOURCE_QUOTA, OtherColumns.quotas()),
          Map.entry(ResourceType.ROLE_BINDING, OtherColumns.roleBindings()),
          Map.entry(ResourceType.CLUSTER_ROLE_BINDING, OtherColumns.clusterRoleBindings()),
          Map.entry(ResourceType.LEASE, OtherColumns.leases()),
          Map.entry(ResourceType.ENDPOINT_SLICE, OtherColumns.slices()),
          Map.entry(ResourceType.IP_ADDRESS, OtherColumns.addresses()));

  private Tables() {}

  /** The columns of a type, in the order in which they are shown. */
  @SuppressWarnings("unchecked") // the map pairs each type with columns of its objects
  public static <T extends KubernetesObject> List<Column<T>> columns(ResourceType<T> type) {
    List<? extends Column<?>> known = COLUMNS.get(type);
    return known == null ? List.of(Column.named(), Column.age()) : (List<Column<T>>) known;
  }

  /** The columns of how many replicas an object has, which is asked for as a part of it. */
  public static List<Column<Scale>> scales() {
    return List.of(
        Column.named(),
        Column.number("Desired", scale -> scale.spec().replicas()),
        Column.number("Available", scale -> scale.status().replicas()),
        Column.age());
  }
}
