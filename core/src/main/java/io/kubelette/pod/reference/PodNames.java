package io.kubelette.pod.reference;

import io.kubelette.model.Pod;
import io.kubelette.model.PodSpec;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The names by which a pod knows itself. Pure. */
public final class PodNames {

  /** The longest label of a domain name. */
  private static final int LONGEST = 63;

  /** Kubernetes: the domain of a cluster unless it is said. */
  private static final String DOMAIN = "cluster.local";

  private PodNames() {}

  /** The pod's own choice or its name, cut to what a domain name allows. */
  public static String host(Pod pod) {
    String chosen = pod.spec().hostname();
    String name = pod.metadata().name() == null ? "" : pod.metadata().name();
    String host = isEmpty(chosen) ? name : chosen;
    return host.length() <= LONGEST ? host : host.substring(0, LONGEST).replaceAll("[-.]+$", "");
  }

  /** What its containers see as their host's name: the full one if the pod asks for that. */
  public static String hostname(Pod pod) {
    boolean full = Boolean.TRUE.equals(pod.spec().setHostnameAsFQDN());
    return full ? of(pod).get(0) : host(pod);
  }

  /** All its names, the full one first if it has a subdomain. */
  public static List<String> of(Pod pod) {
    PodSpec spec = pod.spec();
    String host = host(pod);
    if (isEmpty(spec.subdomain())) {
      return List.of(host);
    }
    String namespace = pod.metadata().namespace() == null ? "default" : pod.metadata().namespace();
    return List.of(String.join(".", host, spec.subdomain(), namespace, "svc", DOMAIN), host);
  }

  /** The names of a service, the longest first, as pods of that namespace may say them. */
  public static List<String> ofService(String namespace, String service, String podNamespace) {
    String qualified = service + "." + namespace;
    List<String> everywhere = List.of(qualified + ".svc." + DOMAIN, qualified + ".svc", qualified);
    return namespace.equals(podNamespace)
        ? Stream.concat(everywhere.stream(), Stream.of(service)).toList()
        : everywhere;
  }

  private static boolean isEmpty(@Nullable String text) {
    return text == null || text.isEmpty();
  }
}
