package io.kubelette.api;

import io.kubelette.model.IPAddress;
import io.kubelette.model.IPAddressBuilder;
import io.kubelette.model.IPAddressSpec;
import io.kubelette.model.ObjectMeta;
import io.kubelette.model.ObjectMetaBuilder;
import io.kubelette.model.ParentReference;
import io.kubelette.model.ParentReferenceBuilder;
import io.kubelette.model.ResourceType;
import io.kubelette.model.Service;
import io.kubelette.model.ServiceSpec;
import io.kubelette.store.Revision;
import io.kubelette.store.Store;
import io.kubelette.store.StoreException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Cluster addresses of services, one {@link IPAddress} object for each that is taken.
 *
 * <p>An address is claimed by creating its object if absent, so API servers that share a store
 * cannot hand one out twice. A service's name decides where the search begins: the same services
 * tend to get the same addresses again after a restart.
 *
 * <p>Thread-safe because the store decides each race.
 */
final class ClusterAddresses {

  private final Store store;
  private final AddressRange range;

  ClusterAddresses(Store store, AddressRange range) {
    this.store = store;
    this.range = range;
  }

  /** The service with an address that is its own, if it is one that has an address. */
  Service claim(Service service) {
    String wanted = service.spec().clusterIP();
    if (!ServiceRules.hasAddress(service.spec())) {
      return service;
    }
    if (wanted == null || wanted.isEmpty()) {
      return with(service, claimAny(service));
    }
    if (!range.contains(wanted)) {
      throw refused(
          service,
          wanted,
          "the provided IP (%s) is not in the valid range. The range of valid IPs is %s"
              .formatted(wanted, range));
    }
    if (!claim(wanted, service) && !owner(wanted).map(reference(service)::equals).orElse(false)) {
      throw refused(service, wanted, "provided IP is already allocated");
    }
    return with(service, wanted);
  }

  /** Frees the address of a service that has one. */
  void release(Service service) {
    String address = service.spec().clusterIP();
    if (address == null || address.isEmpty() || address.equals("None")) {
      return;
    }
    Optional<IPAddress> taken = store.get(ResourceType.IP_ADDRESS, "", address);
    if (taken.isPresent() && reference(service).equals(taken.get().spec().parentRef())) {
      String version = Objects.requireNonNull(taken.get().metadata().resourceVersion());
      try {
        store.delete(ResourceType.IP_ADDRESS, "", address, Revision.of(version));
      } catch (StoreException raced) {
        if (raced.kind() != StoreException.Kind.NOT_FOUND
            && raced.kind() != StoreException.Kind.CONFLICT) {
          throw raced;
        }
      }
    }
  }

  private String claimAny(Service service) {
    int start =
        Math.floorMod(
            Objects.hash(service.metadata().namespace(), service.metadata().name()), range.size());
    for (int i = 0; i < range.size(); i++) {
      String address = range.address((start + i) % range.size());
      if (claim(address, service)) {
        return address;
      }
    }
    throw new ApiException(
        ApiException.Kind.INTERNAL,
        "failed to allocate a serviceIP: range is full (" + range + ")");
  }

  private boolean claim(String address, Service service) {
    ObjectMeta metadata =
        ObjectMetaBuilder.builder()
            .name(address)
            .creationTimestamp(service.metadata().creationTimestamp())
            .labels(
                Map.of(
                    "ipaddress.kubernetes.io/ip-family",
                    "IPv4",
                    "ipaddress.kubernetes.io/managed-by",
                    "kubelette"))
            .build();
    IPAddressSpec spec = new IPAddressSpec(reference(service));
    try {
      store.create(IPAddressBuilder.builder().metadata(metadata).spec(spec).build());
      return true;
    } catch (StoreException answer) {
      if (answer.kind() == StoreException.Kind.ALREADY_EXISTS) {
        return false;
      }
      throw StoreAnswers.about(ResourceType.IP_ADDRESS, address, answer);
    }
  }

  private Optional<ParentReference> owner(String address) {
    return store.get(ResourceType.IP_ADDRESS, "", address).map(taken -> taken.spec().parentRef());
  }

  private static ParentReference reference(Service service) {
    return ParentReferenceBuilder.builder()
        .group("")
        .resource("services")
        .namespace(service.metadata().namespace())
        .name(service.metadata().name())
        .build();
  }

  private static Service with(Service service, String address) {
    ServiceSpec spec = service.spec();
    return service.withSpec(spec.withClusterIP(address).withClusterIPs(List.of(address)));
  }

  private static ApiException refused(Service service, String address, String why) {
    FieldError error =
        new FieldError(
            "spec.clusterIPs",
            FieldError.Reason.INVALID,
            "[\"" + address + "\"]",
            "failed to allocate IP " + address + ": " + why);
    String name = Objects.requireNonNullElse(service.metadata().name(), "");
    return ApiException.invalid(ResourceType.SERVICE, name, List.of(error));
  }
}
