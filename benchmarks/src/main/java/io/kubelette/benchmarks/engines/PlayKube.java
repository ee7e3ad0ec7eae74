package io.kubelette.benchmarks.engines;

import io.kubelette.loop.Clock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** {@code podman play kube} of the pod's manifest. */
record PlayKube(Program podman, String image) implements Way {

  @Override
  public double secondsToRun(String name) throws IOException {
    Path file = Files.createTempFile("kubelette-benchmark", ".yaml");
    try {
      Files.writeString(file, NodeOnEngine.manifest(name, image, NodeOnEngine.SLEEP));
      long began = Clock.system().nanoTime();
      podman.run("play", "kube", file.toString());
      double seconds = (Clock.system().nanoTime() - began) / 1e9;
      podman.run("pod", "rm", "--force", "--time", "0", name);
      return seconds;
    } finally {
      Files.delete(file);
    }
  }
}
