package io.kubelette.benchmarks.pods;

import io.kubelette.Kubelette;
import io.kubelette.benchmarks.RunningPods;
import io.kubelette.manifest.Manifests;
import io.kubelette.model.KubernetesObject;
import io.kubelette.model.Pod;
import io.kubelette.node.NodeConfig;
import io.kubelette.proxy.nio.NioServiceProxy;
import io.kubelette.runtime.PressureThresholds;
import io.kubelette.runtime.fake.FakeRuntime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A node on the fake runtime with room for many pods, all from one manifest.
 *
 * <p>Not thread-safe: used by one thread.
 */
final class ManyPods implements AutoCloseable {

  private static final String IMAGE = "registry.example/web:1";
  private static final String MANIFEST =
      """
      apiVersion: v1
      kind: Pod
      metadata:
        name: web
        labels: {app: web}
      spec:
        containers:
        - name: web
          image: %s
      """
          .formatted(IMAGE);
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final Kubelette node;

  private ManyPods(Kubelette node) {
    this.node = node;
  }

  /** A node with defaults but for its limit of pods. */
  static ManyPods on(int maxPods) {
    NodeConfig config =
        NodeConfig.defaults("benchmark")
            .withMaxPods(maxPods)
            .withThresholds(PressureThresholds.none());
    return new ManyPods(
        Kubelette.builder()
            .owner("benchmark")
            .node(config)
            .runtime(FakeRuntime.create().present(IMAGE))
            .proxy(NioServiceProxy.create())
            .closeTimeout(PATIENCE)
            .start());
  }

  /** The manifests of so many pods, read before any clock runs. */
  static List<Pod> manifests(int count) {
    KubernetesObject read = Manifests.parse("benchmark", MANIFEST).get(0).object();
    Pod pod = (Pod) read;
    List<Pod> pods = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      pods.add(pod.withMetadata(pod.metadata().withName("web-" + i)));
    }
    return pods;
  }

  /** The seconds that these pods take to run. */
  double run(List<Pod> pods) throws InterruptedException {
    return RunningPods.secondsToRun(node.api(), pods);
  }

  @Override
  public void close() {
    node.close();
  }
}
