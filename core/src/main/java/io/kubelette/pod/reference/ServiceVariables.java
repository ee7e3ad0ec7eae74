package io.kubelette.pod.reference;

import io.kubelette.model.Service;
import io.kubelette.model.ServicePort;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The variables by which containers find services: {@code WEB_SERVICE_HOST}, {@code
 * WEB_SERVICE_PORT}, and the {@code WEB_PORT_80_TCP} family of old container links. Pure.
 */
public final class ServiceVariables {

  private final Service service;
  private final ServiceAddresses addresses;
  private final Map<String, String> variables;

  private ServiceVariables(
      Service service, ServiceAddresses addresses, Map<String, String> variables) {
    this.service = service;
    this.addresses = addresses;
    this.variables = variables;
  }

  /** Those of all services that have an address of their own. */
  public static Map<String, String> of(List<Service> services) {
    return of(services, ServiceAddresses.OWN);
  }

  /** The same, with where containers reach them. */
  public static Map<String, String> of(List<Service> services, ServiceAddresses addresses) {
    Map<String, String> variables = new LinkedHashMap<>();
    services.stream()
        .filter(ServiceVariables::hasAddress)
        .forEach(service -> new ServiceVariables(service, addresses, variables).add());
    return variables;
  }

  private static boolean hasAddress(Service service) {
    String address = service.spec().clusterIP();
    return address != null && !address.isEmpty() && !address.equals("None");
  }

  private void add() {
    List<ServicePort> ports = service.spec().ports();
    String name = variableName(String.valueOf(service.metadata().name()));
    if (ports.isEmpty()) {
      variables.put(name + "_SERVICE_HOST", String.valueOf(service.spec().clusterIP()));
      return;
    }
    Place first = place(ports.get(0));
    variables.put(name + "_SERVICE_HOST", first.host());
    variables.put(name + "_SERVICE_PORT", first.port());
    for (ServicePort port : ports) {
      if (port.name() != null && !port.name().isEmpty()) {
        String word = variableName(port.name());
        variables.put(name + "_SERVICE_PORT_" + word, place(port).port());
      }
    }
    variables.put(name + "_PORT", first.url(ports.get(0)));
    for (ServicePort port : ports) {
      Place place = place(port);
      String prefix = name + "_PORT_" + port.port() + "_" + protocol(port);
      variables.put(prefix, place.url(port));
      variables.put(prefix + "_PROTO", protocol(port).toLowerCase(Locale.ROOT));
      variables.put(prefix + "_PORT", place.port());
      variables.put(prefix + "_ADDR", place.host());
    }
  }

  /** Where a container reaches a port. */
  private record Place(String host, String port) {

    String url(ServicePort of) {
      String written = host.contains(":") ? "[" + host + "]" : host;
      return protocol(of).toLowerCase(Locale.ROOT) + "://" + written + ":" + port;
    }
  }

  private Place place(ServicePort port) {
    return addresses
        .of(service, port)
        .map(at -> new Place(at.getAddress().getHostAddress(), String.valueOf(at.getPort())))
        .orElseGet(
            () ->
                new Place(String.valueOf(service.spec().clusterIP()), String.valueOf(port.port())));
  }

  private static String protocol(ServicePort port) {
    return port.protocol() == null || port.protocol().isEmpty() ? "TCP" : port.protocol();
  }

  private static String variableName(String name) {
    return name.toUpperCase(Locale.ROOT).replace('-', '_');
  }
}
