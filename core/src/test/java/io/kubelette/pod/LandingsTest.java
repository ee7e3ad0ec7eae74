package io.kubelette.pod;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubelette.pod.PodAction.DeletePod;
import io.kubelette.pod.PodAction.PublishStatus;
import io.kubelette.pod.PodMemory.Crash;
import io.kubelette.pod.PodMemory.Definition;
import io.kubelette.pod.PodMemory.PresentImage;
import io.kubelette.pod.PodMemory.PullFailure;
import io.kubelette.pod.PodMemory.StartFailure;
import io.kubelette.pod.PodMemory.Stop;
import io.kubelette.runtime.ContainerRuntimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is remembered of each action, done or failed: before, the outcome, and after, a row. */
final class LandingsTest {

  private static final Instant LATER = Scene.NOW.plusSeconds(10);
  private static final Scene SCENE = Scene.empty();
  private static final PodAction RUN = Expected.runSandbox(0);
  private static final PodAction PULL = Expected.pull(SCENE, "a", 0);
  private static final PodAction START = Expected.start(SCENE, "a", 0, Duration.ofSeconds(20));
  private static final PodAction TERM = Expected.stop(SCENE, "a", 0);
  private static final PodAction KILL = Expected.kill(SCENE, "a", 0, "why");
  private static final PodAction REMOVE = Expected.remove("a-0");
  private static final PodAction PUBLISH = new PublishStatus(SCENE.status());
  private static final PodMemory NONE = PodMemory.NONE;
  private static final Crash CRASH = new Crash(0, Duration.ofSeconds(20), Scene.NOW);
  private static final Definition DEFINITION = Definition.of(SCENE.outlook("a").container());

  record Row(String what, PodMemory before, Outcome outcome, PodMemory after) {
    @Override
    public String toString() {
      return what;
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({"done", "failed", "calledBack"})
  void remembersWhatMatters(Row row) {
    assertThat(Landings.land(row.before(), row.outcome(), Scene.NOW, Scene.CONFIG))
        .isEqualTo(row.after());
  }

  static Stream<Row> done() {
    return Stream.of(
        row("a sandbox", NONE.withRetryAt(LATER), RUN, NONE.withSandbox(ran(0, Scene.NOW))),
        row(
            "a second sandbox",
            NONE.withSandbox(ran(0, Scene.NOW.minusSeconds(600))),
            RUN,
            NONE.withSandbox(ran(10, Scene.NOW))),
        row(
            "a third sandbox",
            NONE.withSandbox(ran(10, Scene.NOW)),
            RUN,
            NONE.withSandbox(ran(20, Scene.NOW))),
        row(
            "a sandbox after one that lasted",
            NONE.withSandbox(ran(80, Scene.NOW.minusSeconds(601))),
            RUN,
            NONE.withSandbox(ran(0, Scene.NOW))),
        row("a sandbox's removal", NONE, Expected.removeSandbox(0), NONE),
        row("a removal", NONE.withStop("a-0", asked(null)), REMOVE, NONE),
        row("a pull", NONE, PULL, NONE.withImage("a", new PresentImage("img-a:1", 0))),
        row(
            "a pull after a failure",
            NONE.withPull("img-a:1", pullFailure(10)),
            PULL,
            NONE.withImage("a", new PresentImage("img-a:1", 0))),
        row("a start", NONE, START, NONE.withCrash(DEFINITION, CRASH)),
        row(
            "a start, and what ran ten minutes ago is forgotten",
            NONE.withCrash(new Definition("a", "old"), crash(601))
                .withCrash(new Definition("a", "new"), crash(600))
                .withCrash(new Definition("b", "old"), crash(601)),
            START,
            NONE.withCrash(new Definition("a", "new"), crash(600))
                .withCrash(new Definition("b", "old"), crash(601))
                .withCrash(DEFINITION, CRASH)),
        row(
            "a start after a failure",
            NONE.withFailure("a", startFailure()),
            START,
            NONE.withCrash(DEFINITION, CRASH)),
        row("a termination", NONE, TERM, NONE.withStop("a-0", asked(null))),
        row(
            "a kill",
            NONE.withStop("a-0", new Stop(Scene.HOUR_AGO, null)),
            KILL,
            NONE.withStop("a-0", new Stop(Scene.HOUR_AGO, Scene.NOW))),
        row("a status", NONE.withPublishAt(LATER), PUBLISH, NONE.withPublished(SCENE.status())),
        row("a deletion", NONE, new DeletePod(), NONE.withObjectGone(true)),
        new Row("a status for nobody", NONE, Outcome.gone(PUBLISH), NONE.withObjectGone(true)));
  }

  static Stream<Row> failed() {
    return Stream.of(
        failure("a sandbox", NONE, RUN, NONE.withRetryAt(LATER)),
        failure("a removal", NONE, REMOVE, NONE.withRetryAt(LATER)),
        failure("a termination: it was not asked", NONE, TERM, NONE.withRetryAt(LATER)),
        failure("a pull", NONE, PULL, NONE.withPull("img-a:1", pullFailure(10))),
        failure(
            "a second pull",
            NONE.withPull("img-a:1", pullFailure(10).asTold()),
            PULL,
            NONE.withPull("img-a:1", pullFailure(20))),
        failure(
            "a start, and its image is doubted",
            NONE.withImage("a", new PresentImage("img-a:1", 0)),
            START,
            NONE.withCrash(DEFINITION, CRASH).withFailure("a", startFailure())),
        failure("a status", NONE, PUBLISH, NONE.withPublishAt(LATER)),
        failure("a deletion", NONE, new DeletePod(), NONE.withPublishAt(LATER)));
  }

  static Stream<Row> calledBack() {
    return Stream.of(RUN, PULL, START, TERM, REMOVE, PUBLISH, new DeletePod())
        .flatMap(
            action ->
                Stream.of(
                        new CancellationException(),
                        new ContainerRuntimeException(
                            ContainerRuntimeException.Kind.CANCELLED, "interrupted"))
                    .map(
                        why ->
                            new Row(
                                "called back: " + action,
                                NONE,
                                Outcome.failed(action, "ErrImagePull", why),
                                NONE)));
  }

  private static Row row(String what, PodMemory before, PodAction action, PodMemory after) {
    return new Row(what, before, Outcome.done(action), after);
  }

  private static Row failure(String what, PodMemory before, PodAction action, PodMemory after) {
    Outcome outcome = Outcome.failed(action, "ErrImagePull", new RuntimeException("not so"));
    return new Row(what, before, outcome, after);
  }

  private static PodMemory.SandboxRun ran(long delay, Instant since) {
    return new PodMemory.SandboxRun(Duration.ofSeconds(delay), since);
  }

  private static Crash crash(long secondsAgo) {
    return new Crash(0, Duration.ZERO, Scene.NOW.minusSeconds(secondsAgo));
  }

  private static Stop asked(Instant killed) {
    return new Stop(Scene.NOW, killed);
  }

  private static PullFailure pullFailure(long seconds) {
    Duration delay = Duration.ofSeconds(seconds);
    return new PullFailure("ErrImagePull", "not so", delay, Scene.NOW.plus(delay), false);
  }

  private static StartFailure startFailure() {
    return new StartFailure(0, "ErrImagePull", "not so", LATER);
  }

  @Test
  void aFailureWithoutWordsIsTold() {
    assertThat(Outcome.failed(RUN, "", new IllegalStateException()).message())
        .isEqualTo("java.lang.IllegalStateException");
  }
}
