package io.kubelette.pod;

import io.kubelette.model.ContainerResizePolicy;
import io.kubelette.model.ContainerStatus;
import io.kubelette.model.Quantity;
import io.kubelette.model.ResourceRequirements;
import io.kubelette.runtime.ContainerResources;
import io.kubelette.runtime.ContainerResourcesBuilder;
import io.kubelette.runtime.ObservedContainer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Gives running containers the amounts that their pod was allotted. Pure, but for the draft that it
 * fills.
 *
 * <p>An engine that does not tell the amounts that it was given is believed to have taken them.
 */
final class Resizing {

  private static final String RESTART = "RestartContainer";

  /**
   * What is known of the last change of a container.
   *
   * @param attempt which container of its name
   * @param amounts what it was to get
   * @param failure the runtime's words, if it did not get them
   * @param notBefore when it is tried again
   */
  record Change(
      int attempt,
      ContainerResources amounts,
      @Nullable String failure,
      @Nullable Instant notBefore) {}

  private Resizing() {}

  /** Those that lose memory come first, so that the others do not get it twice. */
  static void plan(PlanDraft draft, List<ContainerOutlook> outlooks) {
    noticePending(draft);
    List<PodAction.ResizeContainer> resizes = new ArrayList<>(0);
    for (ContainerOutlook outlook : outlooks) {
      ObservedContainer running = outlook.newest();
      boolean goesOn = outlook.step() == ContainerOutlook.Step.RUNNING;
      if (running != null && goesOn && isDue(draft.turn(), outlook.container(), running)) {
        Change last = draft.memory().resizes().get(outlook.container().name());
        boolean again = last != null && isOf(last, outlook.container(), running);
        if (again && last.notBefore() != null && draft.turn().now().isBefore(last.notBefore())) {
          draft.wakeAt(last.notBefore());
        } else {
          resizes.add(resize(outlook.container(), running));
        }
      }
    }
    resizes.sort(Comparator.comparingLong(Resizing::memoryGained));
    resizes.forEach(draft::act);
  }

  private static void noticePending(PlanDraft draft) {
    Rejection pending = draft.turn().desire().pendingResize();
    if (pending != null) {
      draft.noteOnce(
          "resize",
          PodNotice.warning("Resize" + pending.reason(), "Pod resize " + text(pending), null));
    } else if (draft.memory().announced().containsKey("resize")) {
      draft.remember(draft.memory().withoutAnnounced("resize"));
    }
  }

  private static String text(Rejection pending) {
    String word = pending.reason().toLowerCase(java.util.Locale.ROOT);
    return word + ": " + pending.message();
  }

  private static long memoryGained(PodAction.ResizeContainer resize) {
    return orMost(resize.to().memoryBytes()) - orMost(resize.from().memoryBytes());
  }

  private static long orMost(long limit) {
    return limit == 0 ? Long.MAX_VALUE / 2 : limit;
  }

  private static PodAction.ResizeContainer resize(
      DefinedContainer container, ObservedContainer running) {
    ContainerResources from = running.resources();
    ContainerResources amounts = container.amounts();
    ContainerResources to =
        ContainerResourcesBuilder.builder(from)
            .cpuShares(amounts.cpuShares())
            .cpuQuota(amounts.cpuQuota())
            .memoryBytes(amounts.memoryBytes())
            .build();
    return new PodAction.ResizeContainer(
        container.ref(), running.id(), running.attempt(), from, to);
  }

  /** Whether a container may use something else than it was allotted. */
  static boolean isDue(PodTurn turn, DefinedContainer container, ObservedContainer seen) {
    if (container.definition().resources() == null || !differs(container, seen)) {
      return false;
    }
    Change last = turn.memory().resizes().get(container.name());
    return last == null || last.failure() != null || !isOf(last, container, seen);
  }

  /** Whether the container must start anew to get what it was allotted. */
  static boolean restarts(PodTurn turn, DefinedContainer container, ObservedContainer seen) {
    return isDue(turn, container, seen)
        && container.definition().resizePolicy().stream()
            .filter(policy -> RESTART.equals(policy.restartPolicy()))
            .map(ContainerResizePolicy::resourceName)
            .anyMatch(
                resource ->
                    "cpu".equals(resource)
                        ? differsInCpu(container.amounts(), seen.resources())
                        : differsInMemory(container.amounts(), seen.resources()));
  }

  /** Why a container did not get what it was allotted; null if nothing failed. */
  static @Nullable String failure(
      PodTurn turn, DefinedContainer container, ObservedContainer seen) {
    Change last = turn.memory().resizes().get(container.name());
    return last != null && isOf(last, container, seen) ? last.failure() : null;
  }

  private static boolean isOf(Change change, DefinedContainer container, ObservedContainer seen) {
    ContainerResources amounts = container.amounts();
    return change.attempt() == seen.attempt()
        && change.amounts().cpuShares() == amounts.cpuShares()
        && change.amounts().cpuQuota() == amounts.cpuQuota()
        && change.amounts().memoryBytes() == amounts.memoryBytes();
  }

  private static boolean differs(DefinedContainer container, ObservedContainer seen) {
    return differsInCpu(container.amounts(), seen.resources())
        || differsInMemory(container.amounts(), seen.resources());
  }

  private static boolean differsInCpu(ContainerResources wanted, ContainerResources seen) {
    boolean told = seen.cpuShares() != 0;
    return (told && wanted.cpuShares() != seen.cpuShares()) || wanted.cpuQuota() != seen.cpuQuota();
  }

  private static boolean differsInMemory(ContainerResources wanted, ContainerResources seen) {
    return wanted.memoryBytes() != seen.memoryBytes();
  }

  /** What a container has, in the words of its definition. */
  static @Nullable ResourceRequirements actual(
      PodTurn turn, ContainerOutlook outlook, @Nullable ContainerStatus before) {
    ResourceRequirements own = outlook.container().definition().resources();
    ObservedContainer newest = outlook.newest();
    boolean asAllotted =
        own == null
            || newest == null
            || newest.state() != ObservedContainer.State.RUNNING
            || !isDue(turn, outlook.container(), newest);
    if (asAllotted) {
      return own;
    }
    ContainerResources seen = newest.resources();
    Map<String, Quantity> limits = new LinkedHashMap<>(own.limits());
    limits.remove("cpu");
    limits.remove("memory");
    if (seen.cpuQuota() > 0) {
      limits.put("cpu", Quantity.millis(seen.cpuQuota() / ContainerLimits.QUOTA_OF_A_MILLI));
    }
    if (seen.memoryBytes() > 0) {
      limits.put("memory", Quantity.bytes(seen.memoryBytes()));
    }
    Map<String, Quantity> requests = new LinkedHashMap<>(own.requests());
    boolean otherShares =
        seen.cpuShares() > 0 && seen.cpuShares() != outlook.container().amounts().cpuShares();
    if (otherShares && requests.containsKey("cpu")) {
      requests.put("cpu", Quantity.millis(ContainerLimits.milliOf(seen.cpuShares())));
    }
    Quantity memory =
        before == null || before.resources() == null
            ? null
            : before.resources().requests().get("memory");
    if (memory != null && requests.containsKey("memory")) {
      requests.put("memory", memory);
    }
    return Objects.requireNonNull(own).withLimits(limits).withRequests(requests);
  }
}
