package io.kubelette.benchmarks.engines;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * The daemon of an engine on this machine, and the {@code containerd} that it has started.
 *
 * @param all of them; empty if the engine is elsewhere
 */
record EngineProcesses(List<ProcessHandle> all) {

  /** The processes whose command line names that socket as where they listen. */
  static EngineProcesses of(URI engine) {
    List<ProcessHandle> daemons =
        ProcessHandle.allProcesses()
            .filter(process -> isNamed(process, "dockerd"))
            .filter(process -> process.info().commandLine().orElse("").contains(engine.getPath()))
            .toList();
    List<ProcessHandle> all =
        daemons.stream()
            .flatMap(daemon -> Stream.concat(Stream.of(daemon), daemon.children()))
            .filter(process -> isNamed(process, "dockerd") || isNamed(process, "containerd"))
            .toList();
    return new EngineProcesses(all);
  }

  private static boolean isNamed(ProcessHandle process, String name) {
    return process.info().command().orElse("").endsWith("/" + name);
  }

  Duration cpu() {
    return all.stream()
        .map(process -> process.info().totalCpuDuration().orElse(Duration.ZERO))
        .reduce(Duration.ZERO, Duration::plus);
  }
}
