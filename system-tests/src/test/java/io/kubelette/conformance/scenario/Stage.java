package io.kubelette.conformance.scenario;

import io.kubelette.Kubelette;
import io.kubelette.api.ApiServer;
import io.kubelette.api.CommandResult;
import io.kubelette.api.DeleteOptions;
import io.kubelette.api.Pods;
import io.kubelette.api.Query;
import io.kubelette.model.ContainerStatus;
import io.kubelette.model.Event;
import io.kubelette.model.Pod;
import io.kubelette.model.PodKey;
import io.kubelette.model.ResourceType;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;

/**
 * A namespace in which one scenario plays. In manifests {@code IMAGE} and {@code NAMESPACE} stand
 * for what they are here.
 *
 * @param image an image with busybox's commands
 */
record Stage(Kubelette node, String image, String namespace) {

  private static final Duration PATIENCE = Duration.ofSeconds(90);

  ApiServer api() {
    return node.api();
  }

  void apply(String manifest) {
    node.apply(manifest.replace("IMAGE", image).replace("NAMESPACE", namespace));
  }

  /** Applies a pod with that spec; it is labelled with its name, and ends within a second. */
  void pod(String name, String spec) {
    String grace =
        spec.contains("terminationGracePeriodSeconds")
            ? ""
            : "  terminationGracePeriodSeconds: 1\n";
    apply(
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: %s
          namespace: NAMESPACE
          labels: {app: %s}
          annotations: {builder: bar}
        spec:
        """
                .formatted(name, name)
            + grace
            + spec.indent(2));
  }

  /** Applies a pod and waits until it is ready. */
  void readyPod(String name, String spec) {
    pod(name, spec);
    awaitReady(name);
  }

  void awaitReady(String name) {
    node.await(Pods.ready(namespace, "app=" + name), PATIENCE);
  }

  void awaitPhase(String name, String phase) {
    node.await(Pods.phase(namespace, "app=" + name, phase), PATIENCE);
  }

  void awaitGone(String name) {
    node.await(Pods.gone(namespace, "app=" + name), PATIENCE);
  }

  /** Runs a pod with that spec to its good end, and returns what it wrote. */
  String output(String name, String spec) {
    pod(name, "restartPolicy: Never\n" + spec);
    return outputOf(name);
  }

  /** What a pod has written that was applied before, once it has succeeded. */
  String outputOf(String name) {
    awaitPhase(name, "Succeeded");
    return log(name);
  }

  String log(String pod) {
    return node.pods().logs(key(pod), null);
  }

  /** What a shell in the pod writes for a script that must succeed. */
  String shell(String pod, String script) {
    CommandResult result = node.pods().run(key(pod), "main", List.of("sh", "-c", script));
    if (result.exitCode() != 0) {
      throw new AssertionError(result);
    }
    return result.out();
  }

  Pod get(String pod) {
    return api().get(ResourceType.POD, namespace, pod);
  }

  /** The status of the pod's first container; one that says nothing before there is one. */
  ContainerStatus container(String pod) {
    return first(get(pod).status().containerStatuses());
  }

  /** The status of the pod's first init container. */
  ContainerStatus initContainer(String pod) {
    return first(get(pod).status().initContainerStatuses());
  }

  private static ContainerStatus first(List<ContainerStatus> statuses) {
    return statuses.isEmpty()
        ? io.kubelette.model.ContainerStatusBuilder.builder().restartCount(0).build()
        : statuses.get(0);
  }

  /** Why the pod's first container waits; empty if it does not. */
  String waits(String pod) {
    var state = container(pod).state();
    return state == null || state.waiting() == null || state.waiting().reason() == null
        ? ""
        : state.waiting().reason();
  }

  List<Event> events(String pod) {
    return api().items(Query.of(ResourceType.EVENT).in(namespace)).stream()
        .filter(event -> pod.equals(event.involvedObject().name()))
        .toList();
  }

  void change(String pod, UnaryOperator<Pod> change) {
    Awaitility.await("a write without a conflict")
        .atMost(PATIENCE)
        .ignoreExceptionsMatching(failure -> failure.getMessage().contains("modified"))
        .until(
            () -> {
              api().update(change.apply(get(pod)));
              return true;
            });
  }

  void delete(String pod) {
    api().delete(ResourceType.POD, namespace, pod, DeleteOptions.defaults());
  }

  PodKey key(String pod) {
    return PodKey.of(namespace, pod);
  }

  void until(String what, BooleanSupplier holds) {
    Awaitility.await(what).atMost(PATIENCE).until(holds::getAsBoolean);
  }
}
