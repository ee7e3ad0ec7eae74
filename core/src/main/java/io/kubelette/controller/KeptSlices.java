package io.kubelette.controller;

import io.kubelette.api.ApiException;
import io.kubelette.api.ApiServer;
import io.kubelette.api.DeleteOptions;
import io.kubelette.api.Query;
import io.kubelette.model.EndpointSlice;
import io.kubelette.model.ResourceType;
import java.util.List;
import java.util.Optional;

/**
 * The EndpointSlices that one manager keeps; those of others are left alone.
 *
 * <p>Called on the I/O pool; holds no state.
 */
final class KeptSlices {

  private final ApiServer api;
  private final String manager;

  KeptSlices(ApiServer api, String manager) {
    this.api = api;
    this.manager = manager;
  }

  /** Whether the slice bears the manager's label. */
  boolean isOurs(EndpointSlice slice) {
    return manager.equals(slice.metadata().labels().get(EndpointSliceDerivation.MANAGED_BY));
  }

  /** Makes our slices of the service be as wanted. */
  void write(ServiceKey service, List<EndpointSlice> wanted) {
    List<EndpointSlice> present =
        api.items(
            Query.of(ResourceType.ENDPOINT_SLICE)
                .in(service.namespace())
                .where(slice -> ServiceKey.ofService(slice).equals(service))
                .where(this::isOurs));
    for (EndpointSlice slice : wanted) {
      Optional<EndpointSlice> before =
          present.stream().filter(other -> sameName(slice, other)).findFirst();
      if (before.isEmpty()) {
        api.create(slice);
      } else if (!saysTheSame(before.get(), slice)) {
        api.update(
            slice.withMetadata(
                slice.metadata().withResourceVersion(before.get().metadata().resourceVersion())));
      }
    }
    present.stream()
        .filter(slice -> wanted.stream().noneMatch(other -> sameName(slice, other)))
        .forEach(this::delete);
  }

  private static boolean sameName(EndpointSlice one, EndpointSlice other) {
    return String.valueOf(one.metadata().name()).equals(other.metadata().name());
  }

  private static boolean saysTheSame(EndpointSlice one, EndpointSlice other) {
    return one.endpoints().equals(other.endpoints())
        && one.ports().equals(other.ports())
        && one.metadata().labels().equals(other.metadata().labels())
        && one.metadata().annotations().equals(other.metadata().annotations())
        && one.metadata().ownerReferences().equals(other.metadata().ownerReferences());
  }

  private void delete(EndpointSlice slice) {
    try {
      api.delete(
          ResourceType.ENDPOINT_SLICE,
          String.valueOf(slice.metadata().namespace()),
          String.valueOf(slice.metadata().name()),
          DeleteOptions.defaults());
    } catch (ApiException answer) {
      if (answer.kind() != ApiException.Kind.NOT_FOUND) {
        throw answer;
      }
    }
  }
}
