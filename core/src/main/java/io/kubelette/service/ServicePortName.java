package io.kubelette.service;

/**
 * Which port of which service: the identity of a route.
 *
 * @param namespace the service's namespace
 * @param service the service's name
 * @param port the port's name; empty where a service's only port has none
 */
public record ServicePortName(String namespace, String service, String port)
    implements Comparable<ServicePortName> {

  private static final String FOR_CONTAINERS = "@containers";

  /** The only, unnamed port of a service. */
  public static ServicePortName of(String namespace, String service) {
    return new ServicePortName(namespace, service, "");
  }

  /** The route by which containers reach this port: no port of a service is called like that. */
  ServicePortName forContainers() {
    return new ServicePortName(namespace, service, port + FOR_CONTAINERS);
  }

  boolean isForContainers() {
    return port.endsWith(FOR_CONTAINERS);
  }

  @Override
  public int compareTo(ServicePortName other) {
    int byNamespace = namespace.compareTo(other.namespace);
    if (byNamespace != 0) {
      return byNamespace;
    }
    int byService = service.compareTo(other.service);
    return byService != 0 ? byService : port.compareTo(other.port);
  }

  /** {@code namespace/service:port}, as logs name it. */
  @Override
  public String toString() {
    return port.isEmpty() ? namespace + "/" + service : namespace + "/" + service + ":" + port;
  }
}
