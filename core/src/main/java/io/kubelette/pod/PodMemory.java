package io.kubelette.pod;

import io.kubelette.model.PodStatus;
import io.kubelette.runtime.ObservedContainer;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a worker knows of its pod and cannot observe.
 *
 * @param lifecycle where the pod is on its road
 * @param endingSince when its end began; null while it is wanted
 * @param grace the grace period in force; it only ever shrinks
 * @param sandbox the back-off of the sandbox; null before there was one
 * @param crashes by definition of a container, the back-off of its restarts
 * @param failures by container name, why its next attempt could not be created or started
 * @param pulls by image, why it could not be pulled
 * @param absent images that were looked for in vain and are to be fetched
 * @param images by container name, the image last made present, and for which attempt
 * @param stops by container id, how far it has been brought to its end
 * @param hooks by container name, the attempt whose hook after the start is over
 * @param probes by lane, what the probe that travels there has found out
 * @param requests by container id, what somebody asked for it
 * @param resizes by container name, the last change of what it may use while it runs
 * @param anew that all containers are started anew
 * @param ending that the pod has had its time; null while it has not
 * @param volumes how far the pod's volumes are
 * @param objectChanges how often an object changed to which the pod refers
 * @param files what is left of the pod's files
 * @param lastWords by container id, what it said of its end
 * @param retryAt no action on sandboxes, no signal and no removal before this
 * @param announced by what waits, the back-off of which a notice was given last
 * @param published the status that the API last took from us, or had before
 * @param shown the newest status that was to be published, taken or not; what follows builds on it,
 *     since a write under way may yet land
 * @param publishAt no status is written before this
 * @param finalStatus the status to leave behind, fixed when the pod became terminated
 * @param objectGone whether the API's object has been deleted
 */
@RecordBuilder
record PodMemory(
    PodLifecycle lifecycle,
    @Nullable Instant endingSince,
    @Nullable Duration grace,
    @Nullable SandboxRun sandbox,
    Map<Definition, Crash> crashes,
    Map<String, StartFailure> failures,
    Map<String, PullFailure> pulls,
    Set<String> absent,
    Map<String, PresentImage> images,
    Map<String, Stop> stops,
    Map<String, StartHook> hooks,
    Map<Lane, ProbeRun> probes,
    Map<String, Request> requests,
    Map<String, Resizing.Change> resizes,
    Anew anew,
    @Nullable Ending ending,
    VolumeWork volumes,
    int objectChanges,
    Files files,
    Map<String, String> lastWords,
    @Nullable Instant retryAt,
    Map<String, String> announced,
    @Nullable PodStatus published,
    @Nullable PodStatus shown,
    @Nullable Instant publishAt,
    @Nullable PodStatus finalStatus,
    boolean objectGone)
    implements PodMemoryBuilder.With {

  /** What is known of a pod that was never seen before. */
  static final PodMemory NONE =
      PodMemoryBuilder.builder()
          .lifecycle(PodLifecycle.SYNCING)
          .crashes(Map.of())
          .failures(Map.of())
          .pulls(Map.of())
          .absent(Set.of())
          .images(Map.of())
          .stops(Map.of())
          .hooks(Map.of())
          .probes(Map.of())
          .volumes(VolumeWork.NONE)
          .files(Files.ALL)
          .lastWords(Map.of())
          .requests(Map.of())
          .resizes(Map.of())
          .anew(Anew.NONE)
          .announced(Map.of())
          .build();

  /** What is left of a pod's files on the node. */
  enum Files {
    /** All that were made. */
    ALL,
    /** All but its volumes: it has ended. */
    NO_VOLUMES,
    /** None: it is gone. */
    NONE
  }

  /**
   * The back-off of a sandbox that gets lost.
   *
   * @param delay how long its successor waits
   * @param since when it was made, from which the delay counts
   */
  record SandboxRun(Duration delay, Instant since) {}

  /** What a back-off belongs to, as in the kubelet: another image of a container has its own. */
  record Definition(String container, String hash) {

    static Definition of(DefinedContainer container) {
      return new Definition(container.name(), container.hash());
    }
  }

  /**
   * The back-off of a container's restarts.
   *
   * @param attempt the attempt that was started last
   * @param delay how long its successor waits, from the end of that attempt
   * @param since when that attempt was started
   */
  record Crash(int attempt, Duration delay, Instant since) {

    Crash withoutDelay() {
      return new Crash(attempt, Duration.ZERO, since);
    }
  }

  /**
   * Why an attempt of a container could not be created or started.
   *
   * @param attempt which attempt
   * @param reason the word of a pod's status, for instance {@code CreateContainerError}
   * @param message the runtime's words
   * @param notBefore when it is tried again
   */
  record StartFailure(int attempt, String reason, String message, Instant notBefore) {

    /** The reason of a container that refers to something that is missing. */
    static final String CONFIG = "CreateContainerConfigError";

    StartFailure until(Instant notBefore) {
      return new StartFailure(attempt, reason, message, notBefore);
    }
  }

  /**
   * Why an image could not be pulled.
   *
   * @param reason {@code ErrImagePull}, {@code ErrImageNeverPull} or {@code InvalidImageName}
   * @param message the runtime's words
   * @param delay the back-off in force
   * @param notBefore when it is tried again
   * @param told whether a status with this failure has been published
   */
  record PullFailure(
      String reason, String message, Duration delay, Instant notBefore, boolean told) {

    PullFailure until(Instant now) {
      return new PullFailure(reason, message, Duration.ZERO, now, told);
    }

    PullFailure asTold() {
      return new PullFailure(reason, message, delay, notBefore, true);
    }
  }

  /** An image made present for an attempt of a container. */
  record PresentImage(String image, int attempt) {}

  /**
   * How far a container has been brought to its end.
   *
   * @param askedAt when its end began
   * @param hookedAt when its hook before the end was over, at once where it has none; null while it
   *     runs
   * @param termAt when it was asked to end, if it was
   * @param killAt when it was last killed, if it was
   */
  record Stop(
      Instant askedAt,
      @Nullable Instant hookedAt,
      @Nullable Instant termAt,
      @Nullable Instant killAt) {

    /** Of a container without a hook. */
    Stop(Instant termAt, @Nullable Instant killAt) {
      this(termAt, termAt, termAt, killAt);
    }

    Stop afterHook(Instant now) {
      return new Stop(askedAt, now, termAt, killAt);
    }
  }

  /** What somebody asked for a container, whatever its pod wants. */
  enum Request {
    /** To end; then its restart policy decides. */
    END,
    /** To end and be removed. */
    REMOVE
  }

  /** A hook after the start that is over, and whether it failed. */
  record StartHook(int attempt, boolean failed) {}

  /** The status on which the next one builds. */
  @Nullable PodStatus latestStatus() {
    return shown == null ? published : shown;
  }

  private static boolean isOver(PodStatus inApi, @Nullable PodStatus own) {
    return own != null && ReportedStatus.over(inApi, own).equals(inApi);
  }

  /**
   * With a status that the API shows. Where that is not what was told, since somebody else wrote it
   * or an older write of ours landed late, it counts as published, and so is written over.
   */
  PodMemory withSeen(PodStatus inApi) {
    if (published == null || isOver(inApi, published)) {
      return this;
    }
    return isOver(inApi, shown)
        ? withPublished(shown)
        : withShown(latestStatus()).withPublished(inApi);
  }

  /** Whether a status that was {@linkplain #withSeen seen} in the API is the pod's own. */
  boolean hasTold(PodStatus seen) {
    return published != null && published != seen;
  }

  /** Without any wait for what failed or crashed before. */
  PodMemory withoutBackoff(Instant now) {
    return withCrashes(mapped(crashes, Crash::withoutDelay))
        .withFailures(mapped(failures, failure -> failure.until(now)))
        .withPulls(mapped(pulls, pull -> pull.until(now)))
        .withSandbox(sandbox == null ? null : new SandboxRun(Duration.ZERO, sandbox.since()))
        .withRetryAt(null);
  }

  private static <K, V> Map<K, V> mapped(Map<K, V> map, UnaryOperator<V> change) {
    return map.entrySet().stream()
        .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, e -> change.apply(e.getValue())));
  }

  PodMemory withCrash(Definition definition, Crash crash) {
    return withCrashes(with(crashes, definition, crash));
  }

  /** Without the back-offs of that container that began earlier than this. */
  PodMemory withoutCrashesBefore(Instant since, String container) {
    Map<Definition, Crash> kept = new HashMap<>(crashes);
    kept.entrySet()
        .removeIf(
            each ->
                each.getKey().container().equals(container)
                    && each.getValue().since().isBefore(since));
    return withCrashes(Map.copyOf(kept));
  }

  /** Whether this life of the node has started that attempt. */
  boolean hasStarted(ObservedContainer instance) {
    Crash crash = crashes.get(new Definition(instance.name(), instance.hash()));
    return crash != null && crash.attempt() == instance.attempt();
  }

  PodMemory withFailure(String container, StartFailure failure) {
    return withFailures(with(failures, container, failure));
  }

  PodMemory withoutFailure(String container) {
    return withFailures(without(failures, container));
  }

  PodMemory withAbsentImage(String image) {
    Set<String> more = new HashSet<>(absent);
    more.add(image);
    return withAbsent(Set.copyOf(more));
  }

  PodMemory withoutAbsentImage(String image) {
    if (!absent.contains(image)) {
      return this;
    }
    Set<String> fewer = new HashSet<>(absent);
    fewer.remove(image);
    return withAbsent(Set.copyOf(fewer));
  }

  PodMemory withPull(String image, PullFailure failure) {
    return withPulls(with(pulls, image, failure));
  }

  PodMemory withoutPull(String image) {
    return withPulls(without(pulls, image));
  }

  PodMemory withImage(String container, PresentImage image) {
    return withImages(with(images, container, image));
  }

  PodMemory withoutImage(String container) {
    return withImages(without(images, container));
  }

  PodMemory withStop(String containerId, Stop stop) {
    return withStops(with(stops, containerId, stop));
  }

  PodMemory withoutStop(String containerId) {
    return withStops(without(stops, containerId));
  }

  PodMemory withHook(String container, StartHook hook) {
    return withHooks(with(hooks, container, hook));
  }

  PodMemory withProbe(Lane lane, ProbeRun run) {
    return withProbes(with(probes, lane, run));
  }

  /** Something changed to which the pod refers: what failed for want of it is tried at once. */
  PodMemory afterObjectChange(Instant now) {
    Map<String, StartFailure> retried = new HashMap<>(failures);
    retried.replaceAll(
        (container, failure) ->
            failure.reason().equals(StartFailure.CONFIG) ? failure.until(now) : failure);
    return withObjectChanges(objectChanges + 1).withFailures(Map.copyOf(retried));
  }

  PodMemory withResize(String container, Resizing.Change change) {
    return withResizes(with(resizes, container, change));
  }

  PodMemory withoutAnnounced(String waiter) {
    return withAnnounced(without(announced, waiter));
  }

  PodMemory withRequest(String containerId, Request request) {
    return withRequests(with(requests, containerId, request));
  }

  PodMemory withoutRequest(String containerId) {
    return withRequests(without(requests, containerId));
  }

  PodMemory withAnnounced(String waiter, String backOff) {
    return withAnnounced(with(announced, waiter, backOff));
  }

  private static <K, V> Map<K, V> with(Map<K, V> map, K key, V value) {
    Map<K, V> copy = new HashMap<>(map);
    copy.put(key, value);
    return Map.copyOf(copy);
  }

  private static <V> Map<String, V> without(Map<String, V> map, String key) {
    if (!map.containsKey(key)) {
      return map;
    }
    Map<String, V> copy = new HashMap<>(map);
    copy.remove(key);
    return Map.copyOf(copy);
  }
}
