package io.kubelette.api;

import io.kubelette.model.IPAddress;
import io.kubelette.model.ParentReference;
import java.util.List;
import java.util.Objects;

/** The rules of IPAddresses: the name is the address. */
final class IpAddressRules implements KindRules<IPAddress> {

  @Override
  public List<String> nameFaults(String name) {
    return AddressRange.isAddress(name)
        ? List.of()
        : List.of("must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)");
  }

  @Override
  public void validate(IPAddress address, Violations violations) {
    ParentReference parent = address.spec().parentRef();
    Violations at = violations.at("spec").at("parentRef");
    if (parent == null) {
      at.required("");
    } else {
      Checks.required(parent.resource(), at.at("resource"));
      Checks.required(parent.name(), at.at("name"));
    }
  }

  @Override
  public void validateUpdate(IPAddress now, IPAddress next, Violations violations) {
    if (!Objects.equals(now.spec(), next.spec())) {
      violations
          .at("spec")
          .at("parentRef")
          .invalid(String.valueOf(next.spec().parentRef()), "field is immutable");
    }
  }
}
