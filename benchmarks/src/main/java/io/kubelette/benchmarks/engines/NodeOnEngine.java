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

/** A pod of a Kubelette node that is up and whose engine has the image. */
record NodeOnEngine(Kubelette node, String image) implements Way {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  static NodeOnEngine at(URI engine, String image) {
    return new NodeOnEngine(
        Kubelette.builder()
            .runtime(DockerRuntime.connect(engine))
            .proxy(NioServiceProxy.create())
            .closeTimeout(PATIENCE)
            .start(),
        image);
  }

  static String manifest(String name, String image) {
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
            command: [sleep, "3600"]
        """
        .formatted(name, image);
  }

  @Override
  public double secondsToRun(String name) throws InterruptedException {
    double seconds = start(List.of(name));
    remove(List.of(name));
    return seconds;
  }

  double start(List<String> names) throws InterruptedException {
    List<Pod> pods =
        names.stream()
            .map(name -> Manifests.parse("benchmark", manifest(name, image)).get(0).object())
            .map(Pod.class::cast)
            .toList();
    return RunningPods.secondsToRun(node.api(), pods);
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
