package io.kubelette.api;

import io.kubelette.model.ResourceType;
import java.util.Map;
import java.util.Optional;

/** The kinds that are kept while nothing acts on them yet, and what to tell about each. */
final class Unattended {

  private static final String NO_CONTROLLER =
      "no controller acts on %s yet: they are kept, and no pods are made";
  private static final String NOT_ENFORCED = "%s are kept, but not enforced";
  private static final String KEPT = "%s are kept, but nothing acts on them";

  private static final Map<ResourceType<?>, String> NOTES =
      Map.ofEntries(
          Map.entry(ResourceType.REPLICATION_CONTROLLER, NO_CONTROLLER),
          Map.entry(ResourceType.REPLICA_SET, NO_CONTROLLER),
          Map.entry(ResourceType.DEPLOYMENT, NO_CONTROLLER),
          Map.entry(ResourceType.STATEFUL_SET, NO_CONTROLLER),
          Map.entry(ResourceType.DAEMON_SET, NO_CONTROLLER),
          Map.entry(ResourceType.JOB, NO_CONTROLLER),
          Map.entry(ResourceType.CRON_JOB, NO_CONTROLLER),
          Map.entry(ResourceType.RESOURCE_QUOTA, NOT_ENFORCED),
          Map.entry(ResourceType.LIMIT_RANGE, NOT_ENFORCED),
          Map.entry(ResourceType.NETWORK_POLICY, NOT_ENFORCED),
          Map.entry(ResourceType.ROLE, NOT_ENFORCED),
          Map.entry(ResourceType.ROLE_BINDING, NOT_ENFORCED),
          Map.entry(ResourceType.CLUSTER_ROLE, NOT_ENFORCED),
          Map.entry(ResourceType.CLUSTER_ROLE_BINDING, NOT_ENFORCED),
          Map.entry(ResourceType.PERSISTENT_VOLUME_CLAIM, KEPT),
          Map.entry(ResourceType.PERSISTENT_VOLUME, KEPT),
          Map.entry(ResourceType.STORAGE_CLASS, KEPT),
          Map.entry(ResourceType.INGRESS, KEPT),
          Map.entry(ResourceType.INGRESS_CLASS, KEPT),
          Map.entry(ResourceType.HORIZONTAL_POD_AUTOSCALER, KEPT));

  private Unattended() {}

  /** What to tell whoever makes such an object; nothing for kinds that are acted on. */
  static Optional<String> note(ResourceType<?> type) {
    return Optional.ofNullable(NOTES.get(type)).map(note -> note.formatted(type.plural()));
  }
}
