package io.kubelette.benchmarks.api;

import io.kubelette.benchmarks.Quartiles;
import io.kubelette.benchmarks.TemporaryFolder;
import io.kubelette.loop.Clock;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The API over HTTP with a live node behind it: how soon it answers, how much it takes in, how fast
 * it lists and tells, and what it keeps in memory.
 */
public final class ApiBenchmark {

  private static final Clock CLOCK = Clock.system();
  private static final String PODS = "/api/v1/namespaces/default/pods";
  private static final String MAPS = "/api/v1/namespaces/default/configmaps";
  private static final int LISTED = 6_000;
  private static final int WATCHERS = 1_000;
  private static final Duration SETTLES = Duration.ofSeconds(20);

  private final Plan plan;
  private final Path folder;

  private ApiBenchmark(Plan plan, Path folder) {
    this.plan = plan;
    this.folder = folder;
  }

  /**
   * What is to be done.
   *
   * @param serve the jar of the examples
   * @param flags what {@code serve} is given where start and memory are measured
   * @param rounds of each measurement
   * @param seconds that each round of creates takes
   * @param practice for how many seconds the JVM creates before those that count
   * @param parts which of {@link #parts()} to measure
   */
  public record Plan(
      Path serve, List<String> flags, int rounds, int seconds, int practice, Set<String> parts) {}

  /** The names of all parts. */
  public static List<String> parts() {
    return List.of("start", "creates", "bare", "list", "watches");
  }

  /** Runs all that the plan asks for and prints it. */
  public static void run(Plan plan) throws IOException, InterruptedException {
    try (TemporaryFolder folder = TemporaryFolder.create()) {
      new ApiBenchmark(plan, folder.path()).run();
    }
  }

  private void run() throws IOException, InterruptedException {
    if (plan.parts().contains("start")) {
      start();
    }
    if (plan.parts().contains("creates")) {
      creates();
    }
    if (plan.parts().contains("bare")) {
      bare();
    }
    if (plan.parts().contains("list")) {
      list();
    }
    if (plan.parts().contains("watches")) {
      watches();
    }
  }

  /** From the start of the JVM to the answer to the first create. */
  private void start() throws IOException, InterruptedException {
    List<Double> seconds = new ArrayList<>();
    for (int round = 0; round < plan.rounds(); round++) {
      long began = CLOCK.nanoTime();
      try (ServeProcess serve = ServeProcess.start(plan.serve(), plan.flags())) {
        serve.create(PODS, Writes.POD.replace("NAME", "web"));
        seconds.add(secondsSince(began));
      }
    }
    print("JVM start to the first create, s", seconds);
  }

  /** Etcd has its turn within each round: what slows the machine down slows both down. */
  private void creates() throws IOException, InterruptedException {
    for (int connections : List.of(16, 1)) {
      List<Double> ours = new ArrayList<>();
      List<Double> etcds = new ArrayList<>();
      List<Double> ratios = new ArrayList<>();
      List<Double> micros = new ArrayList<>();
      try (ServeProcess serve = ServeProcess.start(plan.serve(), List.of());
          EtcdProcess etcd = EtcdProcess.start(Files.createTempDirectory(folder, "etcd"))) {
        URI pods = serve.url().resolve(PODS);
        URI values = etcd.url().resolve("/v3/kv/put");
        Writes.pods(folder).write(pods, connections, plan.practice(), 'y');
        Writes.values(folder).write(values, connections, 1, 'y');
        for (int round = 0; round < plan.rounds(); round++) {
          char name = (char) ('a' + round);
          int seconds = plan.seconds();
          Duration used = serve.cpu();
          Writes.Written written = Writes.pods(folder).write(pods, connections, seconds, name);
          micros.add(serve.cpu().minus(used).toNanos() / 1e3 / written.count());
          ours.add(written.perSecond());
          etcds.add(Writes.values(folder).write(values, connections, seconds, name).perSecond());
          ratios.add(ours.get(round) / etcds.get(round));
        }
      }
      print("pods created a second, connections: " + connections, ours);
      print("CPU time of the server for each, us", micros);
      print("values put into an etcd on disk a second", etcds);
      print("ratio within a round", ratios);
    }
  }

  /** What the machine allows a server that does nothing. */
  private void bare() throws IOException, InterruptedException {
    for (int connections : List.of(16, 1)) {
      List<Double> answered = new ArrayList<>();
      try (ServeProcess server = ServeProcess.bare()) {
        URI pods = server.url().resolve(PODS);
        Writes.pods(folder).write(pods, connections, plan.practice(), 'y');
        for (int round = 0; round < plan.rounds(); round++) {
          answered.add(
              Writes.pods(folder).write(pods, connections, plan.seconds(), 'a').perSecond());
        }
      }
      print("answered a second by a bare server, connections: " + connections, answered);
    }
  }

  /** With so many pods as {@code kubectl run} makes them. */
  private void list() throws IOException, InterruptedException {
    try (ServeProcess serve = ServeProcess.start(plan.serve(), plan.flags())) {
      for (int i = 0; i < LISTED; i++) {
        serve.create(PODS, Writes.POD.replace("NAME", "web-" + i));
      }
      List<String> curl =
          List.of(
              "curl",
              "--silent",
              "--fail",
              "--output",
              "/dev/null",
              "--write-out",
              "%{time_total} %{size_download}",
              serve.url().resolve(PODS).toString());
      List<Double> millis = new ArrayList<>();
      String bytes = "";
      for (int i = 0; i < 10 + plan.rounds(); i++) {
        String[] told = Processes.output(curl).split(" ");
        bytes = told[1];
        if (i >= 10) {
          millis.add(1000 * Double.parseDouble(told[0]));
        }
      }
      print("list of %d pods (%s bytes), ms".formatted(LISTED, bytes), millis);
      CLOCK.sleep(SETTLES);
      print("resident with %d pods, MB".formatted(LISTED), List.of(serve.residentMegabytes()));
    }
  }

  private void watches() throws IOException, InterruptedException {
    try (ServeProcess serve = ServeProcess.start(plan.serve(), List.of())) {
      String name = "{\"metadata\":{\"name\":\"told\"},\"data\":{\"round\":\"%d\"}}";
      String made = serve.create(MAPS, name.formatted(-1));
      String version = made.replaceAll("(?s).*\"resourceVersion\":\\s*\"(\\d+)\".*", "$1");
      String watch = MAPS + "?watch=true&resourceVersion=" + version;
      List<Double> millis = new ArrayList<>();
      try (Watchers watchers = Watchers.of(WATCHERS, serve.url(), watch)) {
        for (int round = 0; round < 10 + plan.rounds(); round++) {
          long began = CLOCK.nanoTime();
          serve.patch(MAPS + "/told", name.formatted(round));
          watchers.untilAllHaveRead();
          if (round >= 10) {
            millis.add(1000 * secondsSince(began));
          }
        }
      }
      print("a change until %d watches have it, ms".formatted(WATCHERS), millis);
    }
  }

  private static double secondsSince(long began) {
    return (CLOCK.nanoTime() - began) / 1e9;
  }

  private static void print(String what, List<Double> values) {
    System.out.printf("%-50s %s%n", what + ":", Quartiles.of(values));
  }
}
