package io.kubelette.api;

import io.kubelette.model.Endpoint;
import io.kubelette.model.EndpointPort;
import io.kubelette.model.EndpointSlice;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;

/** The rules of EndpointSlices. */
final class EndpointSliceRules implements KindRules<EndpointSlice> {

  private static final Set<String> TYPES = Set.of("IPv4", "IPv6", "FQDN");
  private static final int ENDPOINTS_LIMIT = 1000;
  private static final int ADDRESSES_LIMIT = 100;

  @Override
  public EndpointSlice defaulted(EndpointSlice slice) {
    return slice.withPorts(
        slice.ports().stream()
            .map(
                port ->
                    port.withName(Objects.requireNonNullElse(port.name(), ""))
                        .withProtocol(ContainerDefaults.text(port.protocol(), "TCP")))
            .toList());
  }

  @Override
  public boolean countsGenerations() {
    return true;
  }

  @Override
  public boolean sameSpec(EndpointSlice one, EndpointSlice other) {
    return one.withMetadata(other.metadata()).equals(other);
  }

  @Override
  public void validate(EndpointSlice slice, Violations violations) {
    Checks.required(slice.addressType(), violations.at("addressType"));
    Checks.oneOf(slice.addressType(), TYPES, violations.at("addressType"));
    if (slice.endpoints().size() > ENDPOINTS_LIMIT) {
      violations.at("endpoints").tooLong("must have at most " + ENDPOINTS_LIMIT + " items");
    }
    for (int i = 0; i < slice.endpoints().size(); i++) {
      endpoint(slice, slice.endpoints().get(i), violations.at("endpoints", i));
    }
    Set<String> names = new HashSet<>();
    for (int i = 0; i < slice.ports().size(); i++) {
      EndpointPort port = slice.ports().get(i);
      Violations at = violations.at("ports", i);
      Checks.optionalName(port.name(), Names::dnsLabel, at.at("name"));
      Checks.once(String.valueOf(port.name()), names, at.at("name"));
      Checks.oneOf(port.protocol(), ContainerValidation.PROTOCOLS, at.at("protocol"));
      if (port.port() != null) {
        at.at("port").check(port.port(), Names.port(port.port()));
      }
    }
  }

  @Override
  public void validateUpdate(EndpointSlice now, EndpointSlice next, Violations violations) {
    if (!Objects.equals(now.addressType(), next.addressType())) {
      violations
          .at("addressType")
          .invalid(String.valueOf(next.addressType()), "field is immutable");
    }
  }

  private static void endpoint(EndpointSlice slice, Endpoint endpoint, Violations at) {
    if (endpoint.addresses().isEmpty()) {
      at.at("addresses").required("must contain at least 1 address");
    } else if (endpoint.addresses().size() > ADDRESSES_LIMIT) {
      at.at("addresses").tooLong("must have at most " + ADDRESSES_LIMIT + " items");
    }
    for (int i = 0; i < endpoint.addresses().size(); i++) {
      String address = endpoint.addresses().get(i);
      if ("IPv4".equals(slice.addressType()) && !AddressRange.isAddress(address)) {
        at.at("addresses", i).invalid(address, "must be a valid IPv4 address");
      }
    }
    Checks.optionalName(endpoint.hostname(), Names::dnsLabel, at.at("hostname"));
  }
}
