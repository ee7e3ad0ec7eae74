package io.kubelette.benchmarks;

import io.kubelette.benchmarks.api.ApiBenchmark;
import io.kubelette.benchmarks.engines.EnginesBenchmark;
import io.kubelette.benchmarks.pods.PodsBenchmark;
import io.kubelette.benchmarks.proxy.Options;
import io.kubelette.benchmarks.proxy.ProxyComparison;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** {@code java -jar kubelette-benchmarks.jar proxy|pods|engines|api [options]}. */
public final class Benchmarks {

  private static final String OTHERS =
      """
      pods [--pods N] [--warmup N] [--rounds N] [--seconds S] [--files FOLDER]
      engines [--runs N] [--rounds N] [--seconds S] [--image IMAGE] [--docker URI]
              [--podman FOLDER] [--only docker,ready,two,first,podman,many,idle]
      api [--rounds N] [--seconds S] [--serve JAR] [--flags 'JVM FLAGS']
          [--practice S] [--only start,creates,bare,list,watches]""";

  /** As docs/kubectl.md shows serve. */
  private static final String SMALL = "-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xmx68m -Xmn8m";

  private Benchmarks() {}

  /** Runs the benchmark that the first argument names. */
  public static void main(String[] arguments) throws Exception {
    List<String> all = List.of(arguments);
    try {
      run(all.isEmpty() ? "" : all.get(0), all.subList(Math.min(1, all.size()), all.size()));
    } catch (IllegalArgumentException misunderstood) {
      System.err.println(misunderstood.getMessage());
      System.err.println("usage: " + Options.USAGE + "\n" + OTHERS.indent(7));
      System.exit(2);
    }
    System.exit(0);
  }

  private static void run(String benchmark, List<String> options) throws Exception {
    switch (benchmark) {
      case "proxy" -> ProxyComparison.run(Options.parse(options));
      case "pods" ->
          PodsBenchmark.run(
              new PodsBenchmark.Plan(
                  number(options, "--pods", 10_000),
                  number(options, "--warmup", 5),
                  number(options, "--rounds", 3),
                  Duration.ofSeconds(number(options, "--seconds", 60)),
                  Path.of(text(options, "--files", files().toString()))));
      case "engines" ->
          EnginesBenchmark.run(
              new EnginesBenchmark.Plan(
                  number(options, "--runs", 20),
                  number(options, "--rounds", 3),
                  Duration.ofSeconds(number(options, "--seconds", 60)),
                  new EnginesBenchmark.Engines(
                      text(options, "--image", "busybox"),
                      text(options, "--docker", "unix:///var/run/docker.sock"),
                      text(options, "--podman", "")),
                  Set.of(
                      text(options, "--only", String.join(",", EnginesBenchmark.parts()))
                          .split(","))));
      case "api" ->
          ApiBenchmark.run(
              new ApiBenchmark.Plan(
                  Path.of(text(options, "--serve", "examples/target/kubelette-examples.jar")),
                  List.of(text(options, "--flags", SMALL).split(" ")),
                  number(options, "--rounds", 9),
                  number(options, "--seconds", 5),
                  number(options, "--practice", 2 * number(options, "--seconds", 5)),
                  Set.of(
                      text(options, "--only", String.join(",", ApiBenchmark.parts())).split(","))));
      default -> throw new IllegalArgumentException("which benchmark?");
    }
  }

  /** Ext4 takes ever longer to find a free inode among thousands that have just been deleted. */
  private static Path files() {
    Path memory = TemporaryFolder.IN_MEMORY;
    return Files.isWritable(memory) ? memory : Path.of(System.getProperty("java.io.tmpdir"));
  }

  private static int number(List<String> options, String name, int otherwise) {
    return Integer.parseInt(text(options, name, String.valueOf(otherwise)));
  }

  private static String text(List<String> options, String name, String otherwise) {
    int at = options.indexOf(name);
    return at < 0 || at + 1 == options.size() ? otherwise : options.get(at + 1);
  }
}
