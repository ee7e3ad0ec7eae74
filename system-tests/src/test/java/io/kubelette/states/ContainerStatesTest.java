package io.kubelette.states;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubelette.model.ContainerStateTerminated;
import io.kubelette.runtime.ContainerRuntimeException.Kind;
import io.kubelette.runtime.fake.Fault;
import io.kubelette.runtime.fake.ImageTraits;
import java.time.Duration;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Containers that do not start, or do not stay up. */
@Execution(ExecutionMode.CONCURRENT)
final class ContainerStatesTest extends StateNode {

  private static final String NEVER = "  restartPolicy: Never";

  private int code(String pod) {
    return ended(pod).map(ContainerStateTerminated::exitCode).orElse(-1);
  }

  private String id(String pod) {
    return String.valueOf(get(pod).status().containerStatuses().get(0).containerID());
  }

  @State("CrashLoopBackOff")
  void aContainerThatKeepsFailing() {
    Fault crash = runtime.whenContainer("default", "crash", "main").exitsAfter(Duration.ZERO, 1);
    pod("crash");
    awaitWaiting("crash", "CrashLoopBackOff");
    awaitEvent("crash", "BackOff", "Back-off restarting failed container main in pod crash_");
    assertThat(get("crash").status().phase()).isEqualTo("Running");
    crash.lift();
    awaitReady("crash");
  }

  @State("Completed, and a pod that Succeeded")
  void aContainerThatHasDoneItsWork() {
    runtime.whenContainer("default", "job", "main").exitsAfter(Duration.ofMillis(1), 0);
    pod("job", NEVER);
    awaitPhase("job", "Succeeded");
    awaitEnded("job", "Completed");
  }

  @State("Error, and a pod that Failed")
  void aContainerThatFailsForGood() {
    runtime.whenContainer("default", "failure", "main").exitsAfter(Duration.ofMillis(1), 3);
    pod("failure", NEVER);
    awaitPhase("failure", "Failed");
    awaitEnded("failure", "Error");
    assertThat(code("failure")).isEqualTo(3);
  }

  @State("OOMKilled")
  void aContainerThatHoldsTooMuch() {
    runtime.whenContainer("default", "oom", "main").times(1).oomKilledAfter(Duration.ofMillis(1));
    pod("oom");
    awaitEnded("oom", "OOMKilled");
    assertThat(code("oom")).isEqualTo(137);
    awaitReady("oom");
    runtime.pod("default", "oom").container("main").oomKill();
    until("it is killed again", () -> restarts("oom") >= 2);
  }

  @State("ContainerCannotRun")
  void aProgramThatIsNotThere() {
    runtime.whenContainer("default", "absent", "main").cannotRun(127, "sh: not found");
    pod("absent", NEVER);
    awaitEnded("absent", "ContainerCannotRun");
    assertThat(code("absent")).isEqualTo(127);
  }

  @State("ContainerStatusUnknown")
  void aContainerThatIsRemovedBehindItsNodesBack() {
    runtime.whenContainer("default", "lost", "main").vanishesAfter(Duration.ofMillis(200));
    pod("lost", NEVER);
    awaitEnded("lost", "ContainerStatusUnknown");
    assertThat(code("lost")).isEqualTo(137);
  }

  @State("a container of which the engine cannot tell whether it runs")
  void aContainerThatIsUnknown() {
    pod("unknown");
    awaitReady("unknown");
    String before = id("unknown");
    runtime.pod("default", "unknown").container("main").becomeUnknown();
    until("another one runs", () -> !id("unknown").equals(before));
    awaitReady("unknown");
    assertThat(restarts("unknown")).isEqualTo(1);
  }

  @State("CreateContainerConfigError")
  void aContainerThatMustNotRunAsRoot() {
    runtime.describe("rooted:1", ImageTraits.NONE.withUser("root"));
    pod("rooted", "    securityContext: {runAsNonRoot: true}");
    awaitWaiting("rooted", "CreateContainerConfigError");
    assertThat(waitingMessage("rooted")).contains("runAsNonRoot");
    runtime.describe("rooted:1", ImageTraits.NONE.withUser("1000"));
    awaitReady("rooted");
  }

  @State("CreateContainerError")
  void aContainerThatCannotBeMade() {
    Fault full =
        runtime
            .whenContainer("default", "unmade", "main")
            .createFails(Kind.REJECTED, "no space left on device");
    pod("unmade");
    awaitWaiting("unmade", "CreateContainerError");
    awaitEvent("unmade", "Failed", "Error: no space left on device");
    full.lift();
    awaitReady("unmade");
  }

  @State("RunContainerError")
  void aContainerThatCannotBeStarted() {
    Fault busy =
        runtime
            .whenContainer("default", "unstarted", "main")
            .startFails(Kind.TRANSIENT, "device busy");
    pod("unstarted");
    awaitWaiting("unstarted", "RunContainerError");
    busy.lift();
    awaitReady("unstarted");
  }

  @State("ContainerCreating for long")
  void aContainerThatIsLongInTheMaking() {
    Fault slow = runtime.whenContainer("default", "slow", "main").createHangs();
    runtime.whenContainer("default", "slow", "main").startTakes(Duration.ofMillis(50));
    pod("slow");
    awaitEvent("slow", "Pulled", "slow:1");
    awaitWaiting("slow", "ContainerCreating");
    slow.lift();
    awaitReady("slow");
  }

  @State("PodInitializing, then Init:CrashLoopBackOff")
  void anInitContainerThatFails() {
    Fault bad = runtime.whenContainer("default", "init", "first").exitsAfter(Duration.ZERO, 1);
    runtime.whenContainer("default", "init", "first").exitsAfter(Duration.ZERO, 0);
    pod("init", "  initContainers: [{name: first, image: init:1}]");
    awaitWaiting("init", "PodInitializing");
    awaitEvent("init", "BackOff", "Back-off restarting failed container first in pod init_");
    bad.lift();
    awaitReady("init");
    assertThat(get("init").status().initContainerStatuses().get(0).restartCount()).isPositive();
  }

  @State("an answer that is lost")
  void answersThatAreLost() {
    runtime.whenPod("default", "unheard").times(1).sandboxLosesAnswer();
    runtime.whenPod("default", "unheard").times(1).createLosesAnswer();
    runtime.whenPod("default", "unheard").times(1).startLosesAnswer();
    pod("unheard");
    awaitReady("unheard");
    assertThat(restarts("unheard")).isZero();
  }
}
