package io.kubelette.api;

import io.kubelette.model.PersistentVolume;
import io.kubelette.model.PersistentVolumeClaim;
import io.kubelette.model.PodDisruptionBudget;
import java.util.List;
import java.util.Set;

/** What is wrong with claims, volumes and budgets, in Kubernetes' words. Pure. */
final class StorageChecks {

  private static final Set<String> ACCESS =
      Set.of("ReadWriteOnce", "ReadOnlyMany", "ReadWriteMany", "ReadWriteOncePod");
  private static final Set<String> MODES = Set.of("Block", "Filesystem");

  static final SpecChecks<PersistentVolumeClaim> CLAIM =
      new SpecChecks<>() {
        @Override
        public void check(PersistentVolumeClaim object, Violations at) {
          access(object.spec().accessModes(), at.at("accessModes"));
          Checks.oneOf(object.spec().volumeMode(), MODES, at.at("volumeMode"));
          TemplateChecks.selector(object.spec().selector(), at.at("selector"));
          var resources = object.spec().resources();
          if (resources == null || !resources.requests().containsKey("storage")) {
            at.at("resources").key("storage").required("");
          }
        }

        /** Kubernetes: only how much storage is asked for, and once the volume that it got. */
        @Override
        public void checkChange(
            PersistentVolumeClaim now, PersistentVolumeClaim next, Violations at) {
          var allowed = next.spec().withResources(now.spec().resources());
          if (now.spec().volumeName() == null) {
            allowed = allowed.withVolumeName(null);
          }
          if (now.spec().storageClassName() == null) {
            allowed = allowed.withStorageClassName(null);
          }
          if (!allowed.equals(now.spec())) {
            at.forbidden(
                "spec is immutable after creation except resources.requests and"
                    + " volumeAttributesClassName for bound claims");
          }
        }
      };

  static final SpecChecks<PersistentVolume> VOLUME =
      (object, at) -> {
        access(object.spec().accessModes(), at.at("accessModes"));
        Checks.oneOf(object.spec().volumeMode(), MODES, at.at("volumeMode"));
        if (object.spec().capacity().isEmpty()) {
          at.at("capacity").required("");
        }
      };

  static final SpecChecks<PodDisruptionBudget> BUDGET =
      (object, at) -> {
        if (object.spec().minAvailable() != null && object.spec().maxUnavailable() != null) {
          at.invalid(object.spec(), "minAvailable and maxUnavailable cannot be both set");
        }
        TemplateChecks.selector(object.spec().selector(), at.at("selector"));
      };

  private StorageChecks() {}

  private static void access(List<String> modes, Violations at) {
    if (modes.isEmpty()) {
      at.required("at least 1 access mode is required");
    }
    for (int i = 0; i < modes.size(); i++) {
      Checks.oneOf(modes.get(i), ACCESS, at.at(i));
    }
  }
}
