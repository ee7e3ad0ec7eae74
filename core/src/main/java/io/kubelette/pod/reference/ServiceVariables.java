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

  private ServiceVariables() {}

  /** Those of all services that have an address of their own. */
  public static Map<String, String> of(List<Service> services) {
    Map<String, String> variables = new LinkedHashMap<>();
    services.stream()
        .filter(ServiceVariables::hasAddress)
        .forEach(service -> add(service, variables));
    return variables;
  }

  private static boolean hasAddress(Service service) {
    String address = service.spec().clusterIP();
    return address != null && !address.isEmpty() && !address.equals("None");
  }

  private static void add(Service service, Map<String, String> variables) {
    List<ServicePort> ports = service.spec().ports();
    String name = variableName(String.valueOf(service.metadata().name()));
    String address = String.valueOf(service.spec().clusterIP());
    variables.put(name + "_SERVICE_HOST", address);
    if (ports.isEmpty()) {
      return;
    }
    String first = String.valueOf(ports.get(0).port());
    variables.put(name + "_SERVICE_PORT", first);
    for (ServicePort port : ports) {
      if (port.name() != null && !port.name().isEmpty()) {
        String word = variableName(port.name());
        variables.put(name + "_SERVICE_PORT_" + word, String.valueOf(port.port()));
      }
    }
    variables.put(name + "_PORT", url(address, ports.get(0)));
    for (ServicePort port : ports) {
      String prefix = name + "_PORT_" + port.port() + "_" + protocol(port);
      variables.put(prefix, url(address, port));
      variables.put(prefix + "_PROTO", protocol(port).toLowerCase(Locale.ROOT));
      variables.put(prefix + "_PORT", String.valueOf(port.port()));
      variables.put(prefix + "_ADDR", address);
    }
  }

  private static String url(String address, ServicePort port) {
    String host = address.contains(":") ? "[" + address + "]" : address;
    return protocol(port).toLowerCase(Locale.ROOT) + "://" + host + ":" + port.port();
  }

  private static String protocol(ServicePort port) {
    return port.protocol() == null || port.protocol().isEmpty() ? "TCP" : port.protocol();
  }

  private static String variableName(String name) {
    return name.toUpperCase(Locale.ROOT).replace('-', '_');
  }
}
