package io.kubelette.api.http.table;

import static io.kubelette.api.http.table.Column.age;
import static io.kubelette.api.http.table.Column.named;
import static io.kubelette.api.http.table.Column.number;
import static io.kubelette.api.http.table.Column.text;

import io.kubelette.model.ClusterRoleBinding;
import io.kubelette.model.Endpoint;
import io.kubelette.model.EndpointPort;
import io.kubelette.model.EndpointSlice;
import io.kubelette.model.IPAddress;
import io.kubelette.model.IntOrString;
import io.kubelette.model.Lease;
import io.kubelette.model.ParentReference;
import io.kubelette.model.PersistentVolume;
import io.kubelette.model.PersistentVolumeClaim;
import io.kubelette.model.PodDisruptionBudget;
import io.kubelette.model.PriorityClass;
import io.kubelette.model.Quantity;
import io.kubelette.model.ResourceQuota;
import io.kubelette.model.RoleBinding;
import io.kubelette.model.RoleRef;
import io.kubelette.model.StorageClass;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The columns of volumes, budgets, roles, leases and slices. */
final class OtherColumns {

  private OtherColumns() {}

  static List<Column<PersistentVolumeClaim>> claims() {
    return List.of(
        named(),
        text("Status", claim -> claim.status().phase()),
        text("Volume", claim -> Objects.requireNonNullElse(claim.spec().volumeName(), "")),
        text("Capacity", claim -> amount(claim.status().capacity().get("storage"))),
        text("Access Modes", claim -> modes(claim.status().accessModes())),
        text("StorageClass", claim -> claim.spec().storageClassName()),
        age(),
        Column.<PersistentVolumeClaim>text("VolumeMode", claim -> claim.spec().volumeMode())
            .wide());
  }

  static List<Column<PersistentVolume>> volumes() {
    return List.of(
        named(),
        text("Capacity", volume -> amount(volume.spec().capacity().get("storage"))),
        text("Access Modes", volume -> modes(volume.spec().accessModes())),
        text("Reclaim Policy", volume -> volume.spec().persistentVolumeReclaimPolicy()),
        text("Status", volume -> volume.status().phase()),
        text(
            "Claim",
            volume ->
                volume.spec().claimRef() == null
                    ? ""
                    : volume.spec().claimRef().namespace() + "/" + volume.spec().claimRef().name()),
        text("StorageClass", volume -> volume.spec().storageClassName()),
        age(),
        Column.<PersistentVolume>text("VolumeMode", volume -> volume.spec().volumeMode()).wide());
  }

  private static String modes(List<String> modes) {
    return modes.stream()
        .map(
            mode ->
                switch (mode) {
                  case "ReadWriteOnce" -> "RWO";
                  case "ReadOnlyMany" -> "ROX";
                  case "ReadWriteMany" -> "RWX";
                  case "ReadWriteOncePod" -> "RWOP";
                  default -> mode;
                })
        .collect(Collectors.joining(","));
  }

  private static String amount(@Nullable Quantity amount) {
    return amount == null ? "" : amount.toString();
  }

  static List<Column<StorageClass>> storageClasses() {
    return List.of(
        named(),
        text("Provisioner", StorageClass::provisioner),
        text("ReclaimPolicy", StorageClass::reclaimPolicy),
        text("VolumeBindingMode", StorageClass::volumeBindingMode),
        text(
            "AllowVolumeExpansion",
            one -> String.valueOf(Boolean.TRUE.equals(one.allowVolumeExpansion()))),
        age());
  }

  static List<Column<PriorityClass>> priorityClasses() {
    return List.of(
        named(),
        number("Value", PriorityClass::value),
        text("Global-Default", one -> String.valueOf(Boolean.TRUE.equals(one.globalDefault()))),
        age(),
        text("PreemptionPolicy", PriorityClass::preemptionPolicy));
  }

  static List<Column<PodDisruptionBudget>> budgets() {
    return List.of(
        named(),
        text("Min Available", budget -> bound(budget.spec().minAvailable())),
        text("Max Unavailable", budget -> bound(budget.spec().maxUnavailable())),
        number("Allowed Disruptions", budget -> budget.status().disruptionsAllowed()),
        age());
  }

  private static String bound(@Nullable IntOrString bound) {
    return bound == null ? "N/A" : bound.toString();
  }

  static List<Column<ResourceQuota>> quotas() {
    return List.of(
        named(),
        text("Request", quota -> used(quota, false)),
        text("Limit", quota -> used(quota, true)),
        age());
  }

  private static String used(ResourceQuota quota, boolean limits) {
    Map<String, Quantity> hard = new TreeMap<>(quota.status().hard());
    if (hard.isEmpty()) {
      hard.putAll(quota.spec().hard());
    }
    return hard.entrySet().stream()
        .filter(one -> one.getKey().startsWith("limits.") == limits)
        .map(
            one ->
                one.getKey()
                    + ": "
                    + quota.status().used().getOrDefault(one.getKey(), Quantity.ZERO)
                    + "/"
                    + one.getValue())
        .collect(Collectors.joining(", "));
  }

  static List<Column<RoleBinding>> roleBindings() {
    return List.of(named(), text("Role", one -> role(one.roleRef())), age());
  }

  static List<Column<ClusterRoleBinding>> clusterRoleBindings() {
    return List.of(named(), text("Role", one -> role(one.roleRef())), age());
  }

  private static String role(@Nullable RoleRef role) {
    return role == null ? "" : role.kind() + "/" + role.name();
  }

  static List<Column<Lease>> leases() {
    return List.of(named(), text("Holder", lease -> lease.spec().holderIdentity()), age());
  }

  static List<Column<EndpointSlice>> slices() {
    return List.of(
        named(),
        text("AddressType", EndpointSlice::addressType),
        text(
            "Ports",
            slice ->
                few(slice.ports().stream().map(EndpointPort::port).map(String::valueOf).toList())),
        text(
            "Endpoints",
            slice ->
                few(
                    slice.endpoints().stream()
                        .map(Endpoint::addresses)
                        .flatMap(List::stream)
                        .toList())),
        age());
  }

  private static String few(List<String> all) {
    return all.isEmpty() ? "<unset>" : CoreColumns.few(all);
  }

  static List<Column<IPAddress>> addresses() {
    return List.of(named(), text("ParentRef", one -> parent(one.spec().parentRef())), age());
  }

  private static String parent(@Nullable ParentReference parent) {
    return parent == null ? "" : parent.resource() + "/" + parent.namespace() + "/" + parent.name();
  }
}
