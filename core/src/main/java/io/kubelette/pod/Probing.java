package io.kubelette.pod;

import io.kubelette.model.Container;
import io.kubelette.model.ContainerStatus;
import io.kubelette.model.PodStatus;
import io.kubelette.model.Probe;
import io.kubelette.pod.ContainerOutlook.Step;
import io.kubelette.pod.ProbeRun.Verdict;
import io.kubelette.runtime.ObservedContainer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which probes ask now, and which later. Pure, but for the draft that it fills. */
final class Probing {

  private static final ProbeKind[] KINDS = ProbeKind.values();

  private final PlanDraft draft;
  private final PodTurn turn;

  private Probing(PlanDraft draft) {
    this.draft = draft;
    this.turn = draft.turn();
  }

  /**
   * Remembers, before anything is decided, the instances that are seen to run for the first time.
   */
  static void notice(PlanDraft draft) {
    for (DefinedContainer container : draft.turn().desire().containers()) {
      if (hasProbes(container.definition())) {
        new Probing(draft).notice(container);
      }
    }
  }

  private static boolean hasProbes(Container container) {
    return container.readinessProbe() != null
        || container.livenessProbe() != null
        || container.startupProbe() != null;
  }

  private void notice(DefinedContainer container) {
    ObservedContainer newest = new Sightings(turn.observed()).newest(container.name());
    if (newest == null || newest.state() != ObservedContainer.State.RUNNING) {
      return;
    }
    for (ProbeKind kind : KINDS) {
      Probe probe = kind.of(container.definition());
      Lane lane = kind.laneOf(container.name());
      ProbeRun run = draft.memory().probes().get(lane);
      boolean known = run != null && run.containerId().equals(newest.id());
      if (probe != null && !known) {
        draft.remember(draft.memory().withProbe(lane, first(container, newest, kind, probe)));
      }
    }
  }

  /**
   * Kubernetes: readiness begins bad, liveness good, startup unknown. What an earlier life of the
   * node has told of the same instance still holds, and its questions are spread over a period.
   */
  private ProbeRun first(
      DefinedContainer container, ObservedContainer newest, ProbeKind kind, Probe probe) {
    ProbeRhythm rhythm = ProbeRhythm.of(probe, turn.config().probes());
    Instant due = Healths.startOf(newest).plus(rhythm.initialDelay());
    boolean startedHere = turn.memory().hasStarted(newest);
    ContainerStatus told = startedHere ? null : told(newest);
    if (!startedHere && due.isBefore(turn.now())) {
      due = turn.now().plus(share(rhythm.period(), kind.laneOf(container.name())));
    }
    Verdict verdict =
        switch (kind) {
          case LIVENESS -> Verdict.GOOD;
          case STARTUP ->
              told != null && Boolean.TRUE.equals(told.started()) ? Verdict.GOOD : Verdict.UNKNOWN;
          case READINESS ->
              told != null && Boolean.TRUE.equals(told.ready()) ? Verdict.GOOD : Verdict.BAD;
        };
    return ProbeRun.begin(newest.id(), verdict, due);
  }

  /** A part of the period that differs from probe to probe and stays the same for each. */
  private Duration share(Duration period, Lane lane) {
    int place = Math.floorMod((turn.identity().uid() + lane).hashCode(), 100);
    return period.multipliedBy(place).dividedBy(100);
  }

  private @Nullable ContainerStatus told(ObservedContainer newest) {
    PodStatus status = turn.memory().latestStatus();
    return status == null
        ? null
        : Stream.of(status.initContainerStatuses(), status.containerStatuses())
            .flatMap(List::stream)
            .filter(each -> newest.name().equals(each.name()))
            .filter(each -> String.valueOf(each.containerID()).endsWith("://" + newest.id()))
            .findFirst()
            .orElse(null);
  }

  static void plan(PlanDraft draft, List<ContainerOutlook> outlooks) {
    if (draft.memory().lifecycle() == PodLifecycle.TERMINATED) {
      return;
    }
    Probing probing = new Probing(draft);
    for (ContainerOutlook outlook : outlooks) {
      ObservedContainer newest = outlook.newest();
      if (newest != null && outlook.isRunning() && hasProbes(outlook.container().definition())) {
        probing.ask(outlook, newest);
      }
    }
  }

  /** What is being ended is asked only whether it still serves. */
  private void ask(ContainerOutlook outlook, ObservedContainer newest) {
    boolean stays =
        outlook.step() == Step.RUNNING && draft.memory().lifecycle() == PodLifecycle.SYNCING;
    if (!outlook.health().started()) {
      if (stays) {
        ask(outlook.container(), newest, ProbeKind.STARTUP);
      }
      return;
    }
    if (stays) {
      ask(outlook.container(), newest, ProbeKind.LIVENESS);
    }
    ask(outlook.container(), newest, ProbeKind.READINESS);
  }

  private void ask(DefinedContainer container, ObservedContainer newest, ProbeKind kind) {
    Probe probe = kind.of(container.definition());
    ProbeRun run = draft.memory().probes().get(kind.laneOf(container.name()));
    if (probe == null || run == null) {
      return;
    }
    if (turn.now().isBefore(run.dueAt())) {
      draft.wakeAt(run.dueAt());
      return;
    }
    draft.act(
        new PodAction.RunProbe(
            container.ref(),
            newest.id(),
            kind,
            new ContainerCalls(container.definition(), Hooks.addressOf(turn)).of(probe),
            ProbeRhythm.of(probe, turn.config().probes()),
            turn.now()));
  }
}
