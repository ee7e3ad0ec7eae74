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
import java.util.function.Supplier;

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

  /** Which of the services that had a name one after another has the address. */
  private static final String SERVICE_UID = "kubelette.io/service-uid";

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
    if (!claim(wanted, service) && !takeOver(wanted, service)) {
      throw refused(service, wanted, "provided IP is already allocated");
    }
    return with(service, wanted);
  }

  /** Frees the address of a service that has one, unless another has it by now. */
  void release(Service service) {
    String address = service.spec().clusterIP();
    if (address == null || address.isEmpty() || address.equals("None")) {
      return;
    }
    claimOf(address)
        .filter(claim -> isOf(service, claim))
        .ifPresent(
            claim ->
                unlessRaced(
                    address,
                    () -> store.delete(ResourceType.IP_ADDRESS, "", address, revision(claim))));
  }

  /**
   * Whether the address is the service's, or was that of one with the same name that is gone: whose
   * deletion is under way, or that never came to be.
   */
  private boolean takeOver(String address, Service service) {
    IPAddress claim = claimOf(address).orElse(null);
    if (claim == null) {
      return claim(address, service);
    }
    if (isOf(service, claim)) {
      return true;
    }
    if (!reference(service).equals(claim.spec().parentRef())) {
      return false;
    }
    // If the other is there, the store refuses the second of that name, in its own words.
    return isAlive(service)
        || unlessRaced(address, () -> store.update(claimFor(address, service), revision(claim)));
  }

  private boolean isAlive(Service service) {
    String namespace = String.valueOf(service.metadata().namespace());
    String name = String.valueOf(service.metadata().name());
    return StoreAnswers.asked(
            ResourceType.SERVICE, name, () -> store.get(ResourceType.SERVICE, namespace, name))
        .isPresent();
  }

  /** Whether nobody else changed the address's object meanwhile. */
  private static boolean unlessRaced(String address, Supplier<?> write) {
    try {
      write.get();
      return true;
    } catch (StoreException answer) {
      if (answer.kind() == StoreException.Kind.NOT_FOUND
          || answer.kind() == StoreException.Kind.CONFLICT) {
        return false;
      }
      throw StoreAnswers.about(ResourceType.IP_ADDRESS, address, answer);
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
    try {
      store.create(claimFor(address, service));
      return true;
    } catch (StoreException answer) {
      if (answer.kind() == StoreException.Kind.ALREADY_EXISTS) {
        return false;
      }
      throw StoreAnswers.about(ResourceType.IP_ADDRESS, address, answer);
    }
  }

  private static IPAddress claimFor(String address, Service service) {
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
            .annotations(Map.of(SERVICE_UID, String.valueOf(service.metadata().uid())))
            .build();
    IPAddressSpec spec = new IPAddressSpec(reference(service));
    return IPAddressBuilder.builder().metadata(metadata).spec(spec).build();
  }

  private Optional<IPAddress> claimOf(String address) {
    return StoreAnswers.asked(
        ResourceType.IP_ADDRESS, address, () -> store.get(ResourceType.IP_ADDRESS, "", address));
  }

  private static boolean isOf(Service service, IPAddress claim) {
    return String.valueOf(service.metadata().uid())
        .equals(claim.metadata().annotations().get(SERVICE_UID));
  }

  private static Revision revision(IPAddress claim) {
    return Revision.of(Objects.requireNonNull(claim.metadata().resourceVersion()));
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
