package io.kubelette.model;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A type of object that the API serves, and the names it goes by.
 *
 * @param group empty for the core group
 * @param plural the name in URLs, such as {@code pods}
 * @param singular the name that commands take, such as {@code pod}
 * @param shortNames abbreviations that commands take
 * @param namespaced whether objects of the type live in a namespace
 * @param <T> the record of the type
 */
public record ResourceType<T extends KubernetesObject>(
    String group,
    String version,
    String kind,
    String plural,
    String singular,
    List<String> shortNames,
    boolean namespaced,
    Class<T> javaType) {

  public static final ResourceType<Pod> POD = core(Pod.class, "pods", true, "po");
  public static final ResourceType<Service> SERVICE = core(Service.class, "services", true, "svc");
  public static final ResourceType<Endpoints> ENDPOINTS =
      core(Endpoints.class, "endpoints", true, "ep");
  public static final ResourceType<Node> NODE = core(Node.class, "nodes", false, "no");
  public static final ResourceType<Event> EVENT = core(Event.class, "events", true, "ev");
  public static final ResourceType<Namespace> NAMESPACE =
      core(Namespace.class, "namespaces", false, "ns");
  public static final ResourceType<ConfigMap> CONFIG_MAP =
      core(ConfigMap.class, "configmaps", true, "cm");
  public static final ResourceType<Secret> SECRET = core(Secret.class, "secrets", true);
  public static final ResourceType<EndpointSlice> ENDPOINT_SLICE =
      of("discovery.k8s.io", EndpointSlice.class, "endpointslices", true);
  public static final ResourceType<Lease> LEASE =
      of("coordination.k8s.io", Lease.class, "leases", true);
  public static final ResourceType<IPAddress> IP_ADDRESS =
      new ResourceType<>(
          "networking.k8s.io",
          "v1",
          "IPAddress",
          "ipaddresses",
          "ipaddress",
          List.of("ip"),
          false,
          IPAddress.class);

  private static final List<ResourceType<?>> ALL =
      List.of(
          NAMESPACE,
          NODE,
          CONFIG_MAP,
          SECRET,
          SERVICE,
          POD,
          ENDPOINTS,
          ENDPOINT_SLICE,
          LEASE,
          EVENT,
          IP_ADDRESS);

  public ResourceType {
    shortNames = List.copyOf(shortNames);
  }

  /** Every type, in an order in which a set of objects can be created. */
  public static List<ResourceType<?>> all() {
    return ALL;
  }

  /** The type of that name, for instance {@code find("v1", "Pod")}. */
  public static Optional<ResourceType<?>> find(String apiVersion, String kind) {
    for (ResourceType<?> type : ALL) {
      if (type.kind.equals(kind) && type.apiVersion().equals(apiVersion)) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }

  /** The type of an object. */
  @SuppressWarnings("unchecked") // the Java type is compared
  public static <T extends KubernetesObject> ResourceType<T> of(T object) {
    for (ResourceType<?> type : ALL) {
      if (type.javaType == object.getClass()) {
        return (ResourceType<T>) type;
      }
    }
    throw new IllegalArgumentException("no API serves objects of kind " + object.kind());
  }

  /** Group and version as manifests write them: {@code v1}, {@code discovery.k8s.io/v1}. */
  public String apiVersion() {
    return group.isEmpty() ? version : group + "/" + version;
  }

  @Override
  public String toString() {
    return group.isEmpty() ? plural : plural + "." + group;
  }

  private static <T extends KubernetesObject> ResourceType<T> core(
      Class<T> javaType, String plural, boolean namespaced, String... shortNames) {
    return new ResourceType<>(
        "",
        "v1",
        javaType.getSimpleName(),
        plural,
        javaType.getSimpleName().toLowerCase(Locale.ROOT),
        List.of(shortNames),
        namespaced,
        javaType);
  }

  private static <T extends KubernetesObject> ResourceType<T> of(
      String group, Class<T> javaType, String plural, boolean namespaced) {
    return new ResourceType<>(
        group,
        "v1",
        javaType.getSimpleName(),
        plural,
        javaType.getSimpleName().toLowerCase(Locale.ROOT),
        List.of(),
        namespaced,
        javaType);
  }
}
