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
import io.kubelette.store.Store;
import java.util.List;
import java.util.Map;
import java.util.Objects;

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

  private final ServiceClaims<IPAddress> claims;
  private final AddressRange range;

  ClusterAddresses(Store store, AddressRange range) {
    this.claims = new ServiceClaims<>(store, ResourceType.IP_ADDRESS, "");
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
    claims.release(service, address);
  }

  /**
   * Whether the address is the service's, or was that of one with the same name that is gone: whose
   * deletion is under way, or that never came to be.
   */
  private boolean takeOver(String address, Service service) {
    IPAddress claim = claims.find(address).orElse(null);
    if (claim == null) {
      return claim(address, service);
    }
    if (claims.isOf(service, claim)) {
      return true;
    }
    return reference(service).equals(claim.spec().parentRef())
        && claims.takeOver(service, claim, claimFor(address, service));
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
    return claims.create(claimFor(address, service));
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
            .annotations(ServiceClaims.annotations(service))
            .build();
    IPAddressSpec spec = new IPAddressSpec(reference(service));
    return IPAddressBuilder.builder().metadata(metadata).spec(spec).build();
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
