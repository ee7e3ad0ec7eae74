package io.kubelette.pod;

import io.kubelette.loop.EventLoop;
import io.kubelette.loop.Landing;
import io.kubelette.loop.Trip;
import io.kubelette.pod.PodAction.RunHook;
import io.kubelette.pod.PodAction.RunProbe;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * Sends what does not travel on the life-cycle lane: commands and writes to the I/O pool, questions
 * over the network without any thread.
 *
 * <p>Owned by: pod loop.
 */
final class SideTrips {

  /** A hook has no deadline of its own: the grace or the pod's end calls it back. */
  private static final Duration NEVER = Duration.ofDays(3650);

  private final Workshop workshop;
  private final ActionExecutor executor;
  private final Duration callDeadline;
  private final Knocks knocks;

  SideTrips(Workshop workshop, ActionExecutor executor, Duration callDeadline) {
    this.workshop = workshop;
    this.executor = executor;
    this.callDeadline = callDeadline;
    this.knocks = new Knocks(workshop.runtime());
  }

  /** Begins it; the outcome lands on the loop at most once. What is returned calls it back. */
  Runnable begin(PodAction action, Consumer<Outcome> onLanding) {
    if (action instanceof RunProbe probe) {
      return takesThread(probe.call())
          ? travel(action, probe.rhythm().timeout(), onLanding)
          : new Question(action, probe.call(), onLanding).ask(NetworkCalls.Purpose.PROBE);
    }
    if (action instanceof RunHook hook) {
      return takesThread(hook.call())
          ? travel(action, NEVER, onLanding)
          : new Question(action, hook.call(), onLanding).ask(NetworkCalls.Purpose.HOOK);
    }
    return travel(action, callDeadline, onLanding);
  }

  private boolean takesThread(ContainerCall call) {
    return call instanceof ContainerCall.Exec || knocks.take(call);
  }

  private Runnable travel(PodAction action, Duration deadline, Consumer<Outcome> onLanding) {
    Trip<Outcome> trip =
        Trip.begin(
            workshop.route(deadline).withPatience(callDeadline),
            () -> executor.execute(action),
            landing -> onLanding.accept(outcome(action, landing)));
    return trip::cancel;
  }

  private static Outcome outcome(PodAction action, Landing<Outcome> landing) {
    Throwable failure = landing.failure().orElse(null);
    if (failure == null) {
      return landing.result();
    }
    // A container that was not even asked has not failed to answer.
    boolean late =
        failure instanceof TimeoutException && !(failure instanceof Trip.NoThreadException);
    return late && action instanceof RunProbe probe
        ? late(probe)
        : Outcome.failed(action, "", failure);
  }

  private static Outcome late(RunProbe probe) {
    return Outcome.answered(probe, probe.call().late(Words.of(probe.rhythm().timeout())));
  }

  /** A question over the network, until its answer, its timeout or its recall. */
  private final class Question {

    private final PodAction action;
    private final ContainerCall call;
    private final Consumer<Outcome> onLanding;
    private NetworkCalls.Pending pending = () -> {};
    private EventLoop.Timer timeout = () -> {};
    private boolean over;

    Question(PodAction action, ContainerCall call, Consumer<Outcome> onLanding) {
      this.action = action;
      this.call = call;
      this.onLanding = onLanding;
    }

    Runnable ask(NetworkCalls.Purpose purpose) {
      if (action instanceof RunProbe probe) {
        timeout = workshop.loop().schedule(probe.rhythm().timeout(), () -> land(late(probe)));
      }
      if (call instanceof ContainerCall.Unaskable nothing) {
        post(ProbeAnswer.error(nothing.why()));
      } else {
        pending = workshop.network().ask(call, purpose, this::post);
      }
      return this::end;
    }

    private void post(ProbeAnswer answer) {
      workshop.loop().execute(() -> land(Outcome.answered(action, answer)));
    }

    private void land(Outcome outcome) {
      if (!over) {
        end();
        onLanding.accept(outcome);
      }
    }

    private void end() {
      over = true;
      timeout.cancel();
      pending.cancel();
    }
  }
}
