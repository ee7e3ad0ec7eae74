package io.kubelette.system;

import java.util.List;
import java.util.function.BooleanSupplier;
import org.awaitility.Awaitility;

/** Waits for what no API of a node announces. */
final class Expect {

  private Expect() {}

  static void that(String what, BooleanSupplier holds) {
    Awaitility.await(what).atMost(NodeFixture.PATIENCE).until(holds::getAsBoolean);
  }

  /** The names of the live threads of nodes; those of a fake engine are the test's own. */
  static List<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith("kubelette-") && !name.startsWith("kubelette-fake-"))
        .sorted()
        .toList();
  }
}
