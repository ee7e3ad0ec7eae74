package io.kubelette.benchmarks;

import io.kubelette.benchmarks.proxy.Options;
import io.kubelette.benchmarks.proxy.ProxyComparison;
import java.util.List;

/** {@code java -jar kubelette-benchmarks.jar proxy [options]}. */
public final class Benchmarks {

  private Benchmarks() {}

  /** Runs the benchmark that the first argument names. */
  public static void main(String[] arguments) throws Exception {
    List<String> all = List.of(arguments);
    try {
      if (all.isEmpty() || !all.get(0).equals("proxy")) {
        throw new IllegalArgumentException("which benchmark?");
      }
      ProxyComparison.run(Options.parse(all.subList(1, all.size())));
    } catch (IllegalArgumentException misunderstood) {
      System.err.println(misunderstood.getMessage() + "\nusage: " + Options.USAGE);
      System.exit(2);
    }
    System.exit(0);
  }
}
