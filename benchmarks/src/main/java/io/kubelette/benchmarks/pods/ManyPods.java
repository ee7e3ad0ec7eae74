package io.kubelette.benchmarks.pods;

import io.kubelette.Kubelette;
import io.kubelette.benchmarks.RunningPods;
import io.kubelette.benchmarks.TemporaryFolder;
import io.kubelette.manifest.Manifests;
import io.kubelette.model.KubernetesObject;
import io.kubelette.model.Pod;
import io.kubelette.node.NodeConfig;
import io.kubelette.proxy.nio.NioServiceProxy;
import io.kubelette.runtime.PressureThresholds;
import io.kubelette.runtime.fake.FakeRuntime;
import java.io.IOException;
import java.nio.file.Path;
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
  private final TemporaryFolder root;

  private ManyPods(Kubelette node, TemporaryFolder root) {
    this.node = node;
    this.root = root;
  }

  /** A node with defaults but for its limit of pods, and with its files in that folder. */
  static ManyPods on(int maxPods, Path files) throws IOException {
    NodeConfig config =
        NodeConfig.defaults("benchmark")
            .withMaxPods(maxPods)
            .withThresholds(PressureThresholds.none());
    TemporaryFolder root = TemporaryFolder.in(files);
    Kubelette node =
        Kubelette.builder()
            .owner("benchmark")
            .root(root.path())
            .node(config)
            .runtime(FakeRuntime.create().present(IMAGE))
            .proxy(NioServiceProxy.create())
            .closeTimeout(PATIENCE)
            .start();
    return new ManyPods(node, root);
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
  public void close() throws IOException {
    node.close();
    root.close();
  }
}
