package io.kubelette.pod;

import io.kubelette.runtime.ContainerRuntimeException;
import java.util.ArrayList;
import java.util.List;

/** What happens in the middle of calls, by how the call begins. Owned by the test's thread. */
final class Script {

  private record Line(String call, Runnable event) {}

  private final List<Line> once = new ArrayList<>();
  private boolean down;

  /** In the middle of the next call that begins so, this happens once. */
  void during(String call, Runnable event) {
    once.add(new Line(call, event));
  }

  /** The next call that begins so fails once. */
  void fail(String call, RuntimeException failure) {
    during(
        call,
        () -> {
          throw failure;
        });
  }

  void fail(String call) {
    fail(call, unreachable());
  }

  /** Nothing answers any more. */
  void down() {
    down = true;
  }

  void up() {
    down = false;
  }

  void run(String call) {
    if (down) {
      throw unreachable();
    }
    for (Line line : once) {
      if (call.startsWith(line.call())) {
        once.remove(line);
        line.event().run();
        return;
      }
    }
  }

  private static RuntimeException unreachable() {
    return new ContainerRuntimeException(
        ContainerRuntimeException.Kind.TRANSIENT, "the engine does not answer");
  }
}
