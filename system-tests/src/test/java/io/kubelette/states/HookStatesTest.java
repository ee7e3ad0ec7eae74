package io.kubelette.states;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubelette.api.Pods;
import io.kubelette.runtime.ContainerRuntimeException.Kind;
import io.kubelette.runtime.fake.Fault;
import io.kubelette.runtime.fake.RuntimeCall.Operation;
import java.time.Duration;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Probes, hooks, and containers that do not end. */
@Execution(ExecutionMode.CONCURRENT)
final class HookStatesTest extends StateNode {

  private static String probe(String kind) {
    return "    %s: {exec: {command: [ask]}, periodSeconds: 1, failureThreshold: 1}"
        .formatted(kind);
  }

  private static String hook(String kind) {
    return "    lifecycle: {%s: {exec: {command: [hook]}}}".formatted(kind);
  }

  @State("Unhealthy, and restarts by liveness")
  void aContainerThatDoesNotLive() {
    runtime.whenContainer("default", "sick", "main").times(1).execReturns(1, "no answer");
    pod("sick", probe("livenessProbe"));
    awaitEvent("sick", "Unhealthy", "Liveness probe failed: no answer");
    awaitEvent("sick", "Killing", "Container main failed liveness probe, will be restarted");
    until("it is restarted", () -> restarts("sick") == 1);
    awaitReady("sick");
  }

  @State("Unhealthy, and not ready")
  void aContainerThatDoesNotServe() {
    Fault deaf = runtime.whenContainer("default", "deaf", "main").execReturns(1, "warming up");
    pod("deaf", probe("readinessProbe"));
    awaitEvent("deaf", "Unhealthy", "Readiness probe failed: warming up");
    assertThat(Pods.isReady(get("deaf"))).isFalse();
    deaf.lift();
    awaitReady("deaf");
    assertThat(restarts("deaf")).isZero();
  }

  @State("Unhealthy, and not started")
  void aContainerThatStartsSlowly() {
    runtime.whenContainer("default", "late", "main").times(2).execReturns(1, "not yet");
    pod("late", probe("startupProbe").replace("failureThreshold: 1", "failureThreshold: 9"));
    awaitEvent("late", "Unhealthy", "Startup probe failed: not yet");
    awaitReady("late");
    assertThat(restarts("late")).isZero();
  }

  @State("a probe that errors, which changes nothing")
  void aProbeThatCannotBeAsked() {
    runtime.whenContainer("default", "mute", "main").execFails(Kind.TRANSIENT, "no exec now");
    pod("mute", probe("livenessProbe"));
    awaitEvent("mute", "Unhealthy", "Liveness probe errored");
    assertThat(restarts("mute")).isZero();
  }

  @State("a probe that times out")
  void aProbeThatIsNotAnswered() {
    runtime.whenContainer("default", "hung", "main").times(1).execHangs();
    pod("hung", probe("livenessProbe"));
    awaitEvent("hung", "Unhealthy", "Liveness probe failed:");
    until("it is restarted", () -> restarts("hung") == 1);
  }

  @State("PostStartHookError")
  void aHookThatFailsAfterTheStart() {
    Fault bad = runtime.whenContainer("default", "hooked", "main").execReturns(1, "no such table");
    pod("hooked", hook("postStart"));
    awaitEvent("hooked", "FailedPostStartHook", "PostStartHook failed");
    awaitEvent("hooked", "Killing", "FailedPostStartHook");
    until("it is restarted", () -> restarts("hooked") >= 1);
    bad.lift();
    awaitReady("hooked");
  }

  @State("a container that waits for its hook")
  void aHookThatDoesNotEnd() {
    Fault slow = runtime.whenContainer("default", "waits", "main").execHangs();
    pod("waits", hook("postStart"));
    awaitEvent("waits", "Started", "Started container main");
    assertThat(Pods.isReady(get("waits"))).isFalse();
    slow.lift();
    awaitReady("waits");
  }

  @State("FailedPreStopHook")
  void aHookThatFailsBeforeTheEnd() {
    runtime.whenContainer("default", "leaves", "main").execReturns(1, "still busy");
    pod("leaves", hook("preStop"));
    awaitReady("leaves");
    delete("leaves");
    awaitEvent("leaves", "FailedPreStopHook", "PreStopHook failed");
    awaitGone("leaves");
  }

  @State("Terminating for all of the grace, then 137")
  void aContainerThatDoesNotListen() {
    Fault deaf = runtime.whenContainer("default", "stays", "main").ignoresTerm();
    pod("stays", "  restartPolicy: Never", "  terminationGracePeriodSeconds: 1");
    awaitReady("stays");
    node.pods().endContainer(key("stays"), null);
    awaitEnded("stays", "Error");
    assertThat(ended("stays").orElseThrow().exitCode()).isEqualTo(137);
    assertThat(deaf.strikes()).isPositive();
  }

  @State("FailedKillPod")
  void aContainerThatCannotBeEnded() {
    Fault broken =
        runtime
            .whenContainer("default", "tough", "main")
            .call(Operation.TERMINATE)
            .fails(Kind.TRANSIENT, "no signal now");
    pod("tough");
    awaitReady("tough");
    delete("tough");
    awaitEvent("tough", "FailedKillPod", "no signal now");
    broken.lift();
    awaitGone("tough");
  }

  @State("Terminating without end")
  void anEngineThatHangsAtTheEnd() {
    Fault stuck =
        runtime.whenContainer("default", "hangs", "main").call(Operation.TERMINATE).hangs();
    pod("hangs");
    awaitReady("hangs");
    delete("hangs");
    awaitEvent("hangs", "Killing", "Stopping container main");
    assertThat(get("hangs").metadata().deletionTimestamp()).isNotNull();
    stuck.lift();
    awaitGone("hangs");
  }

  @State("ContainerGCFailed")
  void aDeadContainerThatCannotBeRemoved() {
    Fault busy =
        runtime
            .whenContainer("default", "dust", "main")
            .call(Operation.REMOVE_CONTAINER)
            .fails(Kind.TRANSIENT, "device or resource busy");
    runtime.whenContainer("default", "dust", "main").times(3).exitsAfter(Duration.ZERO, 1);
    pod("dust");
    awaitEvent(NODE, "ContainerGCFailed", "device or resource busy");
    busy.lift();
    awaitReady("dust");
  }
}
