package io.kubelette.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubelette.manifest.Manifests;
import io.kubelette.model.Pod;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RemainsTest {

  private static final String UID = "p0-u77";

  @Test
  void aPodThatItsSourceTakesBackAtTheDoorIsForgotten() throws IOException {
    World world = new World(0);
    try {
      world.startNode();
      world.pass(Duration.ofMinutes(1));
      var manager = world.node().orElseThrow().manager;
      manager.desire(pod());
      world.pass(Duration.ZERO);
      assertThat(Remains.of(manager)).as("it is seen while it is there").isNotEmpty();
      manager.release(UID);
      world.pass(Duration.ofHours(1));
      assertThat(Remains.of(manager)).as("a pod that had a worker").isEmpty();

      manager.desire(pod());
      manager.release(UID);
      world.pass(Duration.ofHours(1));
      assertThat(Remains.of(manager)).as("a pod that nobody had looked at").isEmpty();
    } finally {
      world.disk.close();
    }
  }

  private static Pod pod() {
    return (Pod)
        Manifests.parse(
                "test",
                """
                apiVersion: v1
                kind: Pod
                metadata: {name: p0, namespace: default, uid: %s}
                spec:
                  containers:
                  - {name: main, image: app, envFrom: [{configMapRef: {name: settings}}]}
                """
                    .formatted(UID))
            .get(0)
            .object();
  }
}
