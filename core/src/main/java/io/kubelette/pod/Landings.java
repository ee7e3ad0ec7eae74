package io.kubelette.pod;

import io.kubelette.model.PodStatus;
import io.kubelette.pod.PodMemory.Stop;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is remembered of an action that has landed. Pure. */
final class Landings implements PodAction.Visitor<PodMemory> {

  private final PodMemory memory;
  private final Outcome outcome;
  private final Instant now;
  private final PodManagerConfig config;

  private Landings(PodMemory memory, Outcome outcome, Instant now, PodManagerConfig config) {
    this.memory = memory;
    this.outcome = outcome;
    this.now = now;
    this.config = config;
  }

  static PodMemory land(PodMemory memory, Outcome outcome, Instant now, PodManagerConfig config) {
    return outcome.result() == Outcome.Result.CANCELLED
        ? memory
        : outcome.action().accept(new Landings(memory, outcome, now, config));
  }

  /** What was done and does not show holds the next step back like a failure. */
  static PodMemory restAfterNoEffect(PodMemory memory, Instant now, PodManagerConfig config) {
    return memory.withRetryAt(now.plus(config.retry()));
  }

  private boolean failed() {
    return outcome.result() == Outcome.Result.FAILED;
  }

  /** A step that failed holds all of its kind back for a while. */
  private PodMemory orRetryLater(PodMemory done) {
    return failed() ? memory.withRetryAt(now.plus(config.retry())) : done;
  }

  @Override
  public PodMemory runSandbox(PodAction.RunSandbox action) {
    PodMemory.SandboxRun before = memory.sandbox();
    boolean ranLong =
        before != null && Duration.between(before.since(), now).compareTo(config.crashForget()) > 0;
    Duration delay =
        before == null || ranLong ? Duration.ZERO : config.crashBackoff().after(before.delay());
    return orRetryLater(memory.withRetryAt(null).withSandbox(new PodMemory.SandboxRun(delay, now)));
  }

  @Override
  public PodMemory removeSandbox(PodAction.RemoveSandbox action) {
    return orRetryLater(memory);
  }

  @Override
  public PodMemory removeContainer(PodAction.RemoveContainer action) {
    return orRetryLater(
        memory.withoutStop(action.containerId()).withoutRequest(action.containerId()));
  }

  @Override
  public PodMemory signal(PodAction.Signal action) {
    Stop before = memory.stops().get(action.containerId());
    Stop asked = before == null ? new Stop(now, now, null, null) : before;
    Instant termAt = asked.termAt() == null ? now : asked.termAt();
    Instant killAt = action.signal().isKill() ? now : null;
    Stop signalled = new Stop(asked.askedAt(), asked.hookedAt(), termAt, killAt);
    return orRetryLater(memory.withStop(action.containerId(), signalled));
  }

  @Override
  public PodMemory runHook(PodAction.RunHook action) {
    boolean failed = outcome.answer() != null && !outcome.answer().isWell();
    String name = action.container().name();
    if (action.hook() == PodAction.RunHook.Hook.PRE_STOP) {
      Stop stop = memory.stops().get(action.containerId());
      return stop == null ? memory : memory.withStop(action.containerId(), stop.afterHook(now));
    }
    PodMemory over = memory.withHook(name, new PodMemory.StartHook(action.attempt(), failed));
    return failed
        ? over.withFailure(
            name,
            new PodMemory.StartFailure(
                action.attempt() + 1, "PostStartHookError", outcome.answer().output(), now))
        : over;
  }

  @Override
  public PodMemory runProbe(PodAction.RunProbe action) {
    ProbeRun run = memory.probes().get(action.lane());
    boolean isOfThis = run != null && run.containerId().equals(action.containerId());
    return isOfThis && outcome.answer() != null
        ? memory.withProbe(
            action.lane(), run.after(action, outcome.answer(), config.probes().tries()))
        : memory;
  }

  @Override
  public PodMemory pullImage(PodAction.PullImage action) {
    String image = action.image();
    if (!failed() && outcome.reason().equals(PodAction.PullImage.ABSENT)) {
      return memory.withAbsentImage(image);
    }
    if (!failed()) {
      return memory
          .withoutAbsentImage(image)
          .withoutPull(image)
          .withImage(
              action.container().name(), new PodMemory.PresentImage(image, action.attempt()));
    }
    PodMemory.PullFailure before = memory.pulls().get(image);
    Duration last = before == null ? Duration.ZERO : before.delay();
    // Where no registry was asked none is spared by asking less and less often.
    boolean asked = outcome.reason().equals("ErrImagePull");
    Duration delay = asked ? config.imageBackoff().after(last) : config.retry();
    return memory
        .withoutAbsentImage(image)
        .withPull(
            image,
            new PodMemory.PullFailure(
                outcome.reason(), outcome.message(), delay, now.plus(delay), false));
  }

  @Override
  public PodMemory startContainer(PodAction.StartContainer action) {
    String name = action.container().name();
    int attempt = action.spec().attempt();
    PodMemory begun =
        memory
            .withoutCrashesBefore(now.minus(config.crashForget()), name)
            .withCrash(
                new PodMemory.Definition(name, action.spec().hash()),
                new PodMemory.Crash(attempt, action.nextDelay(), now));
    if (!failed()) {
      return started(begun.withoutFailure(name), action);
    }
    Instant notBefore = now.plus(config.retry());
    // The image may be what is missing, so it is looked for again.
    return begun
        .withoutImage(name)
        .withFailure(
            name,
            new PodMemory.StartFailure(attempt, outcome.reason(), outcome.message(), notBefore));
  }

  /** What a container was made with needs no change, even where the engine does not tell it. */
  private static PodMemory started(PodMemory begun, PodAction.StartContainer action) {
    String name = action.container().name();
    return action.setting().definition().resources() != null
        ? begun.withResize(
            name,
            new Resizing.Change(action.spec().attempt(), action.spec().resources(), null, null))
        : begun;
  }

  @Override
  public PodMemory resizeContainer(PodAction.ResizeContainer action) {
    return memory.withResize(
        action.container().name(),
        new Resizing.Change(
            action.attempt(),
            action.to(),
            failed() ? outcome.message() : null,
            failed() ? now.plus(config.retry()) : null));
  }

  @Override
  public PodMemory prepareVolumes(PodAction.PrepareVolumes action) {
    if (!failed()) {
      return memory.withVolumes(new VolumeWork(action.demand(), null));
    }
    VolumeWork work = memory.volumes();
    VolumeWork.Failure before = work.failure();
    Duration delay = config.volumeBackoff().after(before == null ? Duration.ZERO : before.delay());
    return memory.withVolumes(
        new VolumeWork(
            work.met(),
            new VolumeWork.Failure(
                action.demand(),
                outcome.reason(),
                delay,
                now.plus(delay),
                before == null ? now : before.since())));
  }

  @Override
  public PodMemory removeFiles(PodAction.RemoveFiles action) {
    return orRetryLater(memory.withFiles(action.left()));
  }

  @Override
  public PodMemory publishStatus(PodAction.PublishStatus action) {
    if (outcome.result() == Outcome.Result.GONE) {
      return memory.withObjectGone(true);
    }
    if (failed()) {
      return memory.withPublishAt(now.plus(config.retry()));
    }
    PodMemory written = memory.withPublished(action.status()).withPublishAt(null);
    return tellsOfPulls(action.status()) ? written.withPulls(told(written)) : written;
  }

  private static boolean tellsOfPulls(PodStatus status) {
    return Stream.of(status.initContainerStatuses(), status.containerStatuses())
        .flatMap(java.util.List::stream)
        .map(container -> container.state())
        .anyMatch(
            state ->
                state != null
                    && state.waiting() != null
                    && "ErrImagePull".equals(state.waiting().reason()));
  }

  private static Map<String, PodMemory.PullFailure> told(PodMemory memory) {
    return memory.pulls().entrySet().stream()
        .collect(
            Collectors.toUnmodifiableMap(Map.Entry::getKey, entry -> entry.getValue().asTold()));
  }

  @Override
  public PodMemory deletePod(PodAction.DeletePod action) {
    return failed() ? memory.withPublishAt(now.plus(config.retry())) : memory.withObjectGone(true);
  }
}
