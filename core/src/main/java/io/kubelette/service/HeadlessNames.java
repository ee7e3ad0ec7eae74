package io.kubelette.service;

import io.kubelette.model.Endpoint;
import io.kubelette.model.EndpointConditions;
import io.kubelette.model.EndpointSlice;
import io.kubelette.model.ObjectMeta;
import io.kubelette.model.Service;
import java.net.InetAddress;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The names of a headless service, which lead to its endpoints and not to a proxy. Pure.
 *
 * <p>Source: Kubernetes' specification of DNS. A name stands for all endpoints that are ready; an
 * endpoint that has a hostname has a name of its own beside that.
 */
final class HeadlessNames {

  /** Every pod's hosts file has a line for each: beyond this many nobody wants all of them. */
  private static final int MOST = 100;

  /** RFC 1123. Anything else would write lines of its own into hosts files. */
  private static final Pattern LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");

  private HeadlessNames() {}

  /**
   * One for each ready endpoint, of the first hundred, and for each of these that has a hostname;
   * none of services that have an address.
   */
  static List<ContainerAddress> of(Service service, Collection<EndpointSlice> slices) {
    if (!"None".equals(service.spec().clusterIP())) {
      return List.of();
    }
    return slices.stream()
        .flatMap(slice -> slice.endpoints().stream())
        .filter(HeadlessNames::isReady)
        .limit(MOST)
        .flatMap(endpoint -> names(service.metadata(), endpoint))
        .distinct()
        .toList();
  }

  private static Stream<ContainerAddress> names(ObjectMeta service, Endpoint endpoint) {
    String namespace = RouteDerivation.text(service.namespace());
    String name = RouteDerivation.text(service.name());
    String host = RouteDerivation.text(endpoint.hostname());
    boolean named = LABEL.matcher(host).matches();
    Stream<String> names = named ? Stream.of(name, host + "." + name) : Stream.of(name);
    // The addresses of one endpoint are interchangeable: the first stands for all.
    List<InetAddress> addresses =
        endpoint.addresses().stream()
            .limit(1)
            .flatMap(text -> NumericAddresses.parse(text).stream())
            .toList();
    return names.flatMap(
        each -> addresses.stream().map(at -> new ContainerAddress(namespace, each, at)));
  }

  private static boolean isReady(Endpoint endpoint) {
    EndpointConditions conditions = endpoint.conditions();
    return conditions == null || !Boolean.FALSE.equals(conditions.ready());
  }
}
