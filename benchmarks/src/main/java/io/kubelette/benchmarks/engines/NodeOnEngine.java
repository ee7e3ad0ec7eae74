package io.kubelette.benchmarks.engines;

import io.kubelette.Kubelette;
import io.kubelette.api.DeleteOptions;
import io.kubelette.api.Pods;
import io.kubelette.benchmarks.RunningPods;
import io.kubelette.manifest.Manifests;
import io.kubelette.model.Pod;
import io.kubelette.model.ResourceType;
import io.kubelette.proxy.nio.NioServiceProxy;
import io.kubelette.runtime.docker.DockerRuntime;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

/** A pod of a Kubelette node that is up and whose engine has the image. */
record NodeOnEngine(Kubelette node, String image) implements Way {

  static final int PORT = 8080;
  static final List<String> SLEEP = List.of("sleep", "3600");
  static final List<String> LISTEN = List.of("httpd", "-f", "-p", String.valueOf(PORT));

  private static final String PROBE =
      """
          readinessProbe: {tcpSocket: {port: %d}, periodSeconds: 1}
      """;
  private static final Predicate<Pod> RUNS = pod -> "Running".equals(pod.status().phase());
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  static NodeOnEngine at(URI engine, String image) {
    return new NodeOnEngine(
        Kubelette.builder()
            .runtime(DockerRuntime.connect(engine))
            .proxy(NioServiceProxy.create())
            .machine(ManyProcessors.here())
            .closeTimeout(PATIENCE)
            .start(),
        image);
  }

  /** It asks for a processor, or its containers would weigh less than those of the others. */
  static String manifest(String name, String image, List<String> command) {
    return """
        apiVersion: v1
        kind: Pod
        metadata:
          name: %s
        spec:
          containers:
          - name: c
            image: %s
            imagePullPolicy: IfNotPresent
            command: [%s]
            resources:
              requests: {cpu: "1"}
        """
        .formatted(
            name, image, String.join(", ", command.stream().map(NodeOnEngine::quoted).toList()));
  }

  private static String quoted(String word) {
    return '"' + word + '"';
  }

  @Override
  public double secondsToRun(String name) throws InterruptedException {
    double seconds = start(List.of(name));
    remove(List.of(name));
    return seconds;
  }

  /** A pod that listens, and counts when a probe of its port says that it is ready. */
  Way listening() {
    String probe = PROBE.formatted(PORT);
    return name -> {
      Pod pod = pod(name, manifest(name, image, LISTEN) + probe);
      double seconds = RunningPods.secondsUntil(Pods::isReady, node.api(), List.of(pod));
      remove(List.of(name));
      return seconds;
    };
  }

  /** A pod of two containers that only wait. */
  Way ofTwo() {
    return name -> {
      String one = manifest(name, image, SLEEP);
      String container = one.substring(one.indexOf("- name: c"));
      String two = one + "  " + container.replace("name: c", "name: d");
      double seconds = RunningPods.secondsUntil(RUNS, node.api(), List.of(pod(name, two)));
      remove(List.of(name));
      return seconds;
    };
  }

  double start(List<String> names) throws InterruptedException {
    List<Pod> pods = names.stream().map(name -> pod(name, manifest(name, image, SLEEP))).toList();
    return RunningPods.secondsUntil(RUNS, node.api(), pods);
  }

  private static Pod pod(String name, String manifest) {
    return (Pod) Manifests.parse(name, manifest).get(0).object();
  }

  void remove(List<String> names) {
    DeleteOptions atOnce = DeleteOptions.defaults().withGracePeriod(Duration.ofSeconds(1));
    names.forEach(name -> node.api().delete(ResourceType.POD, "default", name, atOnce));
    node.await(Pods.gone("default", ""), PATIENCE);
  }

  @Override
  public void close() {
    node.close();
  }
}
