package io.kubelette.benchmarks;

import io.kubelette.benchmarks.proxy.ProxyComparison;

/** {@code java -jar kubelette-benchmarks.jar proxy [--rounds N] [--seconds S]}. */
public final class Benchmarks {

  private Benchmarks() {}

  /** Runs the benchmark that the first argument names. */
  public static void main(String[] arguments) throws Exception {
    if (arguments.length == 0 || !arguments[0].equals("proxy")) {
      System.err.println("usage: proxy [--rounds N] [--seconds S]");
      System.exit(2);
    }
    int rounds = number(arguments, "--rounds", 5);
    int seconds = number(arguments, "--seconds", 2);
    ProxyComparison.run(rounds, seconds);
  }

  private static int number(String[] arguments, String option, int otherwise) {
    for (int i = 1; i + 1 < arguments.length; i++) {
      if (arguments[i].equals(option)) {
        return Integer.parseInt(arguments[i + 1]);
      }
    }
    return otherwise;
  }
}
