package io.kubelette.runtime.docker;

import io.kubelette.runtime.ContainerSpec;
import io.kubelette.runtime.Namespaces;
import io.kubelette.runtime.PodIdentity;
import io.kubelette.runtime.SandboxSpec;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The labels of what is made here: ours, by which it is found again, and the kubelet's, by which
 * other tools of Kubernetes know it. Only ours are read.
 */
final class Labels {

  static final String OWNER = "io.kubelette.owner";
  static final String POD_UID = "io.kubelette.pod.uid";
  static final String POD_NAME = "io.kubelette.pod.name";
  static final String POD_NAMESPACE = "io.kubelette.pod.namespace";

  /** Only containers have it; what lacks it is a sandbox. */
  static final String CONTAINER = "io.kubelette.container.name";

  static final String ATTEMPT = "io.kubelette.attempt";
  static final String HASH = "io.kubelette.container.hash";
  static final String SANDBOX = "io.kubelette.sandbox.id";

  /** An ISO 8601 duration. */
  static final String GRACE = "io.kubelette.termination-grace";

  /** Only sandboxes in the host's network have it. */
  static final String HOST_NETWORK = "io.kubelette.host-network";

  /** The kubelet's prefix for annotations among labels. */
  private static final String ANNOTATION = "annotation.";

  private Labels() {}

  static Map<String, String> of(SandboxSpec spec) {
    Map<String, String> labels = new LinkedHashMap<>(spec.labels());
    spec.annotations().forEach((name, value) -> labels.put(ANNOTATION + name, value));
    labels.putAll(of(spec.pod(), spec.attempt()));
    if (spec.namespaces().network() == Namespaces.Scope.HOST) {
      labels.put(HOST_NETWORK, "true");
    }
    labels.put("io.kubernetes.docker.type", "podsandbox");
    labels.put("io.kubernetes.container.name", "POD");
    return labels;
  }

  static Map<String, String> of(ContainerSpec spec) {
    Map<String, String> labels = new LinkedHashMap<>(spec.labels());
    spec.annotations().forEach((name, value) -> labels.put(ANNOTATION + name, value));
    labels.putAll(of(spec.pod(), spec.attempt()));
    labels.put(CONTAINER, spec.name());
    labels.put(HASH, spec.hash());
    labels.put(SANDBOX, spec.sandboxId());
    labels.put(GRACE, spec.terminationGrace().toString());
    labels.put("io.kubernetes.docker.type", "container");
    labels.put("io.kubernetes.container.name", spec.name());
    labels.put("io.kubernetes.sandbox.id", spec.sandboxId());
    labels.put("io.kubernetes.container.logpath", logPath(spec));
    labels.put(ANNOTATION + "io.kubernetes.container.hash", spec.hash());
    labels.put(
        ANNOTATION + "io.kubernetes.container.restartCount", Integer.toString(spec.attempt()));
    labels.put(
        ANNOTATION + "io.kubernetes.pod.terminationGracePeriod",
        Long.toString(spec.terminationGrace().toSeconds()));
    return labels;
  }

  /** Where the kubelet would look for the log; the engine keeps it elsewhere. */
  private static String logPath(ContainerSpec spec) {
    PodIdentity pod = spec.pod();
    return "/var/log/pods/%s_%s_%s/%s/%d.log"
        .formatted(pod.namespace(), pod.name(), pod.uid(), spec.name(), spec.attempt());
  }

  /** What was made with these annotations, and with those of {@link #of(ContainerSpec)}. */
  static Map<String, String> annotations(Map<String, String> labels) {
    Map<String, String> annotations = new LinkedHashMap<>();
    labels.forEach(
        (name, value) -> {
          if (name.startsWith(ANNOTATION)) {
            annotations.put(name.substring(ANNOTATION.length()), value);
          }
        });
    return annotations;
  }

  /** Selects everything of an owner. */
  static Map<String, String> selecting(String owner) {
    return Map.of(OWNER, owner);
  }

  /** Selects everything of one pod of an owner. */
  static Map<String, String> selecting(String owner, String podUid) {
    return Map.of(OWNER, owner, POD_UID, podUid);
  }

  static PodIdentity pod(Map<String, String> labels) {
    return new PodIdentity(
        text(labels, OWNER),
        text(labels, POD_UID),
        text(labels, POD_NAMESPACE),
        text(labels, POD_NAME));
  }

  /** The label's value; empty if somebody else wrote our labels and left it out. */
  static String text(Map<String, String> labels, String name) {
    return labels.getOrDefault(name, "");
  }

  static int attempt(Map<String, String> labels) {
    try {
      return Integer.parseInt(text(labels, ATTEMPT));
    } catch (NumberFormatException foreign) {
      return 0;
    }
  }

  private static Map<String, String> of(PodIdentity pod, int attempt) {
    Map<String, String> labels = new LinkedHashMap<>();
    labels.put(OWNER, pod.owner());
    labels.put(POD_UID, pod.uid());
    labels.put(POD_NAME, pod.name());
    labels.put(POD_NAMESPACE, pod.namespace());
    labels.put(ATTEMPT, Integer.toString(attempt));
    labels.put("io.kubernetes.pod.uid", pod.uid());
    labels.put("io.kubernetes.pod.name", pod.name());
    labels.put("io.kubernetes.pod.namespace", pod.namespace());
    return labels;
  }
}
