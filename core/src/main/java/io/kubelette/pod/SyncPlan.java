package io.kubelette.pod;

import io.kubelette.model.Pod;
import io.kubelette.pod.ContainerOutlook.Start;
import io.kubelette.pod.ContainerOutlook.Step;
import io.kubelette.runtime.ObservedContainer;
import io.kubelette.runtime.ObservedSandbox;
import io.kubelette.runtime.SandboxSpec;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a pod needs that is to run: its sandbox, then its init containers one after another, then
 * its containers in their order. Pure, but for the draft that it fills.
 */
final class SyncPlan {

  private static final String SANDBOX_CHANGED =
      "Pod sandbox changed, it will be killed and re-created.";

  private final PlanDraft draft;
  private final PodTurn turn;
  private final Pod pod;
  private final Sightings sightings;

  private SyncPlan(PlanDraft draft, Pod pod) {
    this.draft = draft;
    this.turn = draft.turn();
    this.pod = pod;
    this.sightings = new Sightings(turn.observed());
  }

  static void plan(PlanDraft draft, List<ContainerOutlook> outlooks) {
    if (draft.mustRetryLater()) {
      return;
    }
    SyncPlan plan = new SyncPlan(draft, draft.turn().pod().orElseThrow());
    plan.stopWhatMustEnd(outlooks);
    plan.prune(outlooks);
    ObservedSandbox sandbox = plan.sightings.readySandbox();
    if (sandbox == null) {
      plan.runSandbox();
    } else {
      plan.startNext(outlooks, sandbox);
    }
  }

  private void runSandbox() {
    boolean leftRunning = !sightings.in(ObservedContainer.State.RUNNING).isEmpty();
    if (leftRunning) {
      return;
    }
    ObservedSandbox lost = sightings.newestSandbox();
    if (lost != null) {
      draft.act(new PodAction.RemoveSandbox(lost.id()));
    }
    int attempt = lost == null ? 0 : lost.attempt() + 1;
    draft.act(
        new PodAction.RunSandbox(new SandboxSpec(turn.identity(), attempt, Hostnames.of(pod))));
  }

  /** Ends what runs in a lost sandbox, under an old definition, twice, or under no definition. */
  private void stopWhatMustEnd(List<ContainerOutlook> outlooks) {
    Duration grace = Graces.ofPod(pod);
    ObservedSandbox sandbox = sightings.readySandbox();
    for (ObservedContainer running : sightings.in(ObservedContainer.State.RUNNING)) {
      Optional<ContainerOutlook> outlook = outlookOf(outlooks, running);
      ContainerRef ref =
          outlook
              .map(known -> known.container().ref())
              .orElseGet(() -> new ContainerRef(ContainerRole.APP, running.name()));
      if (sandbox == null || !sandbox.id().equals(running.sandboxId())) {
        draft.stop(running, ref, grace, SANDBOX_CHANGED);
      } else if (outlook.isEmpty()) {
        draft.stop(running, ref, grace, "Container " + ref.name() + " is not part of the pod");
      } else if (outlook.get().step() == Step.REPLACE || isOlder(outlook.get(), running)) {
        draft.stop(
            running,
            ref,
            grace,
            "Container " + ref.name() + " definition changed, will be restarted");
      }
    }
    outlooks.stream()
        .filter(outlook -> outlook.step() == Step.DISCARD && outlook.newest() != null)
        .forEach(outlook -> draft.act(new PodAction.RemoveContainer(outlook.newest().id())));
  }

  private static Optional<ContainerOutlook> outlookOf(
      List<ContainerOutlook> outlooks, ObservedContainer observed) {
    return outlooks.stream()
        .filter(outlook -> outlook.container().name().equals(observed.name()))
        .findFirst();
  }

  private static boolean isOlder(ContainerOutlook outlook, ObservedContainer running) {
    return outlook.newest() != null && running.attempt() < outlook.newest().attempt();
  }

  /** Keeps the newest attempt of each container and one before it, for its last state and logs. */
  private void prune(List<ContainerOutlook> outlooks) {
    for (ContainerOutlook outlook : outlooks) {
      sightings.named(outlook.container().name()).stream()
          .skip(2)
          .filter(container -> container.state() != ObservedContainer.State.RUNNING)
          .forEach(container -> draft.act(new PodAction.RemoveContainer(container.id())));
    }
  }

  private void startNext(List<ContainerOutlook> outlooks, ObservedSandbox sandbox) {
    boolean appsBegan =
        outlooks.stream().anyMatch(o -> isApp(o) && o.newest() != null && isIn(sandbox, o));
    for (ContainerOutlook outlook : outlooks) {
      boolean settledInit = outlook.container().role() == ContainerRole.INIT && appsBegan;
      if (settledInit) {
        continue;
      }
      if (outlook.step() == Step.START) {
        start(outlook, sandbox);
        return;
      }
      if (outlook.step() == Step.HELD) {
        hold(outlook);
      }
      if (!isApp(outlook) && !appsBegan && !letsNextBegin(outlook)) {
        return;
      }
    }
  }

  private static boolean isApp(ContainerOutlook outlook) {
    return outlook.container().role() == ContainerRole.APP;
  }

  private static boolean isIn(ObservedSandbox sandbox, ContainerOutlook outlook) {
    return outlook.newest() != null && outlook.newest().sandboxId().equals(sandbox.id());
  }

  private static boolean letsNextBegin(ContainerOutlook outlook) {
    return outlook.container().role() == ContainerRole.SIDECAR
        ? outlook.step() == Step.RUNNING
        : outlook.succeeded();
  }

  private void hold(ContainerOutlook outlook) {
    Start start = outlook.start();
    if (start == null || outlook.waiting() == null) {
      return;
    }
    draft.wakeAt(start.notBefore());
    switch (outlook.waiting().reason()) {
      case "CrashLoopBackOff" ->
          announce(
              "container " + outlook.container().name(),
              "attempt " + start.attempt(),
              PodNotices.crashBackOff(turn.identity(), outlook.container().ref()));
      case "ImagePullBackOff" ->
          announce(
              "image " + outlook.container().image(),
              "until " + start.notBefore(),
              PodNotices.pullBackOff(outlook.container()));
      default -> {}
    }
  }

  private void announce(String waiter, String backOff, List<PodNotice> notices) {
    if (!backOff.equals(draft.memory().announced().get(waiter))) {
      draft.remember(draft.memory().withAnnounced(waiter, backOff));
      notices.forEach(draft::note);
    }
  }

  private void start(ContainerOutlook outlook, ObservedSandbox sandbox) {
    Start start = outlook.start();
    DefinedContainer container = outlook.container();
    if (start == null) {
      return;
    }
    var wanted = new PodMemory.PresentImage(container.image(), start.attempt());
    if (!wanted.equals(draft.memory().images().get(container.name()))) {
      draft.act(
          new PodAction.PullImage(
              container.ref(), start.attempt(), container.image(), PullPolicies.of(container)));
      return;
    }
    draft.act(
        new PodAction.StartContainer(
            container.ref(),
            ContainerSpecs.of(turn, container, sandbox, start.attempt()),
            start.createdId(),
            start.nextDelay()));
  }
}
