package io.kubelette.benchmarks.engines;

import io.kubelette.loop.Clock;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a pod is made of, without anything that knows of pods: {@code docker run} of one container
 * that holds the namespaces, then of another one in them.
 */
record BarePair(Program docker, String image) implements Way {

  @Override
  public double secondsToRun(String name) {
    long began = Clock.system().nanoTime();
    start(name);
    double seconds = (Clock.system().nanoTime() - began) / 1e9;
    remove(List.of(name));
    return seconds;
  }

  void start(String name) {
    docker.run("run", "--detach", "--name", name, "--ipc", "shareable", image, "sleep", "3600");
    String shared = "container:" + name;
    docker.run(
        "run",
        "--detach",
        "--name",
        name + "-c",
        "--network",
        shared,
        "--ipc",
        shared,
        image,
        "sleep",
        "3600");
  }

  void remove(List<String> names) {
    Stream<String> all = names.stream().flatMap(name -> Stream.of(name + "-c", name));
    docker.run(Stream.concat(Stream.of("rm", "--force"), all).toArray(String[]::new));
  }
}
