package io.kubelette.runtime.fake;

import io.kubelette.runtime.StopSignal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The exit codes that signals leave, by Linux' numbers. */
final class StopSignals {

  private static final Map<String, Integer> NUMBERS =
      Map.of(
          "SIGHUP",
          1,
          "SIGINT",
          2,
          "SIGQUIT",
          3,
          "SIGABRT",
          6,
          "SIGKILL",
          9,
          "SIGUSR1",
          10,
          "SIGUSR2",
          12,
          "SIGALRM",
          14,
          "SIGTERM",
          15,
          "SIGWINCH",
          28);

  private StopSignals() {}

  /** 128 and the number of the signal that a container gets; that of SIGTERM if unknown. */
  static int code(StopSignal signal, @Nullable StopSignal own) {
    String name = signal.isTerminate() && own != null ? own.name() : signal.name();
    return 128 + NUMBERS.getOrDefault(name, 15);
  }
}
