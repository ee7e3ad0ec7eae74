package io.kubelette.runtime.docker;

import com.github.dockerjava.api.command.InspectExecResponse;
import io.kubelette.loop.Backoff;
import io.kubelette.loop.Clock;
import java.time.Duration;

/** The exit code of a command whose streams have ended. */
final class ExecExit {

  private static final Backoff LOOK =
      Backoff.doubling(Duration.ofMillis(2), Duration.ofMillis(500));

  private ExecExit() {}

  /**
   * Waits for the code: the streams of a command may end before it does. That is rare, and the
   * engine has no event for it, so a look now and then does.
   */
  static int await(EngineCalls calls, String call, String id) {
    Duration pause = Duration.ZERO;
    while (true) {
      InspectExecResponse seen = calls.call(call, client -> client.inspectExecCmd(id).exec());
      Long code = seen.getExitCodeLong();
      if (!Boolean.TRUE.equals(seen.isRunning()) && code != null) {
        return code.intValue();
      }
      pause = LOOK.after(pause);
      try {
        Clock.system().sleep(pause);
      } catch (InterruptedException interrupted) {
        throw Failures.cancelled(call, interrupted);
      }
    }
  }
}
