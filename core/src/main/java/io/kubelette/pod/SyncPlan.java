package io.kubelette.pod;

import io.kubelette.model.LocalObjectReference;
import io.kubelette.model.Pod;
import io.kubelette.pod.ContainerOutlook.Start;
import io.kubelette.pod.ContainerOutlook.Step;
import io.kubelette.runtime.ObservedContainer;
import io.kubelette.runtime.ObservedSandbox;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a pod needs that is to run: what must go is {@linkplain Clearing cleared}, then come its
 * sandbox, its init containers one after another, and its containers in their order. Pure, but for
 * the draft that it fills.
 */
final class SyncPlan {

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
    Clearing.plan(draft, plan.pod, outlooks);
    ObservedSandbox sandbox = plan.sightings.readySandbox();
    if (!VolumePlan.plan(draft, plan.pod)) {
      return;
    }
    if (sandbox == null) {
      plan.runSandbox(outlooks);
    } else {
      Resizing.plan(draft, outlooks);
      plan.startNext(outlooks, sandbox);
    }
  }

  private void runSandbox(List<ContainerOutlook> outlooks) {
    boolean leftRunning = !sightings.in(ObservedContainer.State.RUNNING).isEmpty();
    if (leftRunning || mustWaitForSandbox()) {
      return;
    }
    turn.observed().sandboxes().forEach(lost -> draft.act(new PodAction.RemoveSandbox(lost.id())));
    ObservedSandbox newest = sightings.newestSandbox();
    int attempt = newest == null ? 0 : newest.attempt() + 1;
    PodAction.StartContainer first = attempt == 0 ? FirstContainer.of(turn, pod, outlooks) : null;
    draft.act(new PodAction.RunSandbox(SandboxSpecs.of(turn, pod, attempt), first));
    PodDns.excess(pod.spec(), turn.context().node().resolver())
        .forEach(words -> draft.note(PodNotice.warning("DNSConfigForming", words, null)));
  }

  /** Sandboxes that get lost one after another come back ever more slowly. */
  private boolean mustWaitForSandbox() {
    PodMemory.SandboxRun last = draft.memory().sandbox();
    Instant notBefore = last == null ? turn.now() : last.since().plus(last.delay());
    boolean early = turn.now().isBefore(notBefore);
    if (early) {
      draft.wakeAt(notBefore);
    }
    return early;
  }

  private void startNext(List<ContainerOutlook> outlooks, ObservedSandbox sandbox) {
    Anew anew = draft.memory().anew();
    boolean busy = outlooks.stream().anyMatch(outlook -> outlook.step() == Step.STARTING);
    if (busy || anew.isUnderWay(outlooks)) {
      return;
    }
    if (startsEphemeral(outlooks, sandbox)) {
      return;
    }
    boolean appsBegan =
        outlooks.stream().anyMatch(o -> isApp(o) && isIn(sandbox, o) && !anew.replaces(o.newest()));
    for (ContainerOutlook outlook : outlooks) {
      ContainerRole role = outlook.container().role();
      boolean settledInit = role == ContainerRole.INIT && appsBegan;
      if (settledInit || role == ContainerRole.EPHEMERAL) {
        continue;
      }
      if (outlook.step() == Step.START) {
        start(outlook, sandbox);
        return;
      }
      if (outlook.step() == Step.HELD) {
        hold(outlook);
      }
      if (!appsBegan && !outlook.letsNextBegin()) {
        return;
      }
    }
  }

  /** They come first, and start even where the pod cannot: they are there to find out why. */
  private boolean startsEphemeral(List<ContainerOutlook> outlooks, ObservedSandbox sandbox) {
    for (ContainerOutlook outlook : outlooks) {
      boolean ephemeral = outlook.container().role() == ContainerRole.EPHEMERAL;
      if (ephemeral && outlook.step() == Step.HELD) {
        hold(outlook);
      }
      if (ephemeral && outlook.step() == Step.START) {
        start(outlook, sandbox);
        return true;
      }
    }
    return false;
  }

  private static boolean isApp(ContainerOutlook outlook) {
    return outlook.container().role() == ContainerRole.APP;
  }

  private static boolean isIn(ObservedSandbox sandbox, ContainerOutlook outlook) {
    return outlook.newest() != null && outlook.newest().sandboxId().equals(sandbox.id());
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
      var pull =
          new PodAction.PullImage(
              container.ref(),
              start.attempt(),
              container.image(),
              PullPolicies.of(container),
              pullSecrets());
      boolean absent = draft.memory().absent().contains(container.image());
      draft.act(absent ? pull.fetching() : pull);
      return;
    }
    draft.act(
        new PodAction.StartContainer(
            container.ref(),
            ContainerSpecs.of(turn, container, sandbox.id(), start.attempt()),
            setting(container, sandbox),
            start.createdId(),
            start.nextDelay()));
  }

  private List<String> pullSecrets() {
    return pod.spec().imagePullSecrets().stream()
        .map(LocalObjectReference::name)
        .filter(Objects::nonNull)
        .toList();
  }

  private Setting setting(DefinedContainer container, ObservedSandbox sandbox) {
    Set<String> running =
        sightings.in(ObservedContainer.State.RUNNING).stream()
            .map(ObservedContainer::name)
            .collect(Collectors.toUnmodifiableSet());
    return new Setting(pod, container.definition(), sandbox.address(), running);
  }
}
