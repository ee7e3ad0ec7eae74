package io.kubelette.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.kubelette.loop.ThreadEventLoop;
import io.kubelette.loop.ThreadIoPool;
import io.kubelette.loop.Trip;
import io.kubelette.runtime.ContainerRuntimeException.Kind;
import io.kubelette.runtime.ObservedContainer.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What every {@link ContainerRuntime} promises, as tests: extend it and say what the runtime under
 * test brings along.
 *
 * <p>Each test works under owners of its own and removes what it made, so the tests may run against
 * an engine that others use too.
 */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
public abstract class ContainerRuntimeContract {

  private final String owner = "contract-" + UUID.randomUUID();
  private final List<ContractPod> pods = new ArrayList<>();

  /** The runtime under test, the same all through a test; close it in {@link #release()}. */
  protected abstract ContainerRuntime runtime();

  /** A second client of the same engine, which the test closes. */
  protected abstract ContainerRuntime anotherClient();

  /** An image that is present, and in which the commands below work. */
  protected abstract String image();

  /** A command that runs until SIGTERM, and then ends with 143. */
  protected abstract List<String> idle();

  /** A command that SIGTERM does not end. */
  protected abstract List<String> stubborn();

  /** A command that ends at once with the code that is its last word. */
  protected abstract List<String> exit(int code);

  /** A command that ends with 0 if that variable has that value, else with another code. */
  protected abstract List<String> exitZeroIfEnv(String name, String value);

  /** A command that ends with 0 if that is the host name, else with another code. */
  protected abstract List<String> exitZeroIfHostname(String hostname);

  /** The container changed so that its program cannot begin. */
  protected abstract ContainerSpec cannotRun(ContainerSpec spec);

  /** An image that the registry has and the engine has not; empty where there is no registry. */
  protected abstract Optional<String> pullableImage();

  /** An image that the registry does not have; empty where there is no registry. */
  protected abstract Optional<String> unknownImage();

  /** An image of a registry that does not answer. */
  protected abstract Optional<String> unreachableImage();

  /** An image whose pull takes longer than any test waits. */
  protected abstract Optional<String> hangingImage();

  /** Called after each test, when all that it made is removed. */
  protected void release() {}

  @AfterEach
  final void removeWhatWasMade() {
    pods.forEach(ContractPod::close);
    release();
  }

  @Test
  void namesItselfAndItsVersion() {
    assertThat(runtime().version().name()).matches("[a-z]+");
    assertThat(runtime().version().version()).isNotBlank();
  }

  @Test
  void aSandboxIsReadyAndHasAnAddressWhenItWasRun() {
    ContractPod pod = pod();
    ObservedSandbox made = pod.runSandbox(0);
    assertThat(made.state()).isEqualTo(ObservedSandbox.State.READY);
    assertThat(made.address()).isNotBlank();
    assertThat(pod.observe().sandboxes()).containsExactly(made);
    assertThat(pod.observe().pod()).isEqualTo(pod.identity());
  }

  @Test
  void sandboxesOfTwoPodsHaveDifferentAddresses() {
    assertThat(pod().runSandbox(0).address()).isNotEqualTo(pod().runSandbox(0).address());
  }

  @Test
  void sandboxAttemptsAreObservedNewestFirst() {
    ContractPod pod = pod();
    ObservedSandbox old = pod.runSandbox(0);
    ObservedSandbox young = pod.runSandbox(1);
    assertThat(pod.observe().sandboxes())
        .extracting(ObservedSandbox::id)
        .containsExactly(young.id(), old.id());
  }

  @Test
  void aSecondSandboxOfOneAttemptIsAConflict() {
    ContractPod pod = pod();
    pod.runSandbox(0);
    assertFails(Kind.CONFLICT, () -> pod.runSandbox(0));
    assertThat(pod.observe().sandboxes()).hasSize(1);
  }

  @Test
  void aRemovedSandboxIsGoneThoughAContainerEndedInItAndRemovingItAgainIsSuccess()
      throws InterruptedException {
    ContractPod pod = pod();
    String id = pod.runSandbox(0).id();
    pod.start(0, exit(0));
    pod.awaitExit();
    runtime().removeSandbox(id);
    assertThat(pod.observe().sandboxes()).isEmpty();
    runtime().removeSandbox(id);
  }

  @Test
  void aCreatedContainerIsObservedAsItWasSpecified() {
    ContractPod pod = pod();
    ContainerSpec spec = pod.spec(0, idle());
    String id = runtime().createContainer(spec);
    ObservedContainer seen = pod.container();
    assertThat(seen.id()).isEqualTo(id);
    assertThat(seen.sandboxId()).isEqualTo(spec.sandboxId());
    assertThat(seen.name()).isEqualTo(ContractPod.CONTAINER);
    assertThat(seen.attempt()).isZero();
    assertThat(seen.hash()).isEqualTo(spec.hash());
    assertThat(seen.image()).isEqualTo(image());
    assertThat(seen.imageId()).isNotBlank();
    assertThat(seen.state()).isEqualTo(State.CREATED);
    assertThat(seen.startedAt()).isNull();
    assertThat(seen.exit()).isNull();
    assertThat(seen.terminationGrace()).isEqualTo(ContractPod.GRACE);
  }

  @Test
  void aSecondContainerOfOneAttemptIsAConflict() {
    ContractPod pod = pod();
    runtime().createContainer(pod.spec(0, idle()));
    assertFails(Kind.CONFLICT, () -> runtime().createContainer(pod.spec(0, idle())));
    assertThat(pod.observe().containers()).hasSize(1);
  }

  @Test
  void aContainerOfAnAbsentImageIsNotFound() {
    ContractPod pod = pod();
    ContainerSpec spec =
        ContainerSpecBuilder.builder(pod.spec(0, idle())).image("absent.invalid/none:1").build();
    assertFails(Kind.NOT_FOUND, () -> runtime().createContainer(spec));
    assertThat(pod.observe().containers()).isEmpty();
  }

  @Test
  void aStartedContainerRunsAndStartingItAgainIsSuccess() {
    ContractPod pod = pod();
    String id = pod.start(0, idle());
    runtime().startContainer(id);
    ObservedContainer seen = pod.container();
    assertThat(seen.state()).isEqualTo(State.RUNNING);
    assertThat(seen.startedAt()).isAfterOrEqualTo(seen.createdAt());
    assertThat(seen.exit()).isNull();
  }

  @Test
  void startingAnAbsentContainerIsNotFound() {
    assertFails(Kind.NOT_FOUND, () -> runtime().startContainer("no-such-container"));
  }

  @Test
  void aProgramThatEndsLeavesItsExitCode() throws InterruptedException {
    ContractPod done = pod();
    done.start(0, exit(0));
    assertThat(done.awaitExit().code()).isZero();
    assertThat(done.awaitExit().reason()).isEqualTo("Completed");
    ContractPod failed = pod();
    failed.start(0, exit(3));
    assertThat(failed.awaitExit().code()).isEqualTo(3);
    assertThat(failed.awaitExit().reason()).isEqualTo("Error");
    ObservedContainer seen = failed.container();
    assertThat(seen.state()).isEqualTo(State.EXITED);
    assertThat(failed.awaitExit().finishedAt()).isAfterOrEqualTo(seen.startedAt());
  }

  @Test
  void aProgramThatCannotBeginIsRejectedAndObservedAsExited() {
    ContractPod pod = pod();
    String id = runtime().createContainer(cannotRun(pod.spec(0, idle())));
    assertFails(Kind.REJECTED, () -> runtime().startContainer(id));
    ObservedContainer seen = pod.container();
    assertThat(seen.state()).isEqualTo(State.EXITED);
    assertThat(seen.exit()).isNotNull();
    assertThat(seen.exit().code()).isIn(126, 127, 128);
    assertThat(seen.exit().reason()).isEqualTo("ContainerCannotRun");
  }

  @Test
  void terminateAsksAProgramToEnd() throws InterruptedException {
    ContractPod pod = pod();
    String id = pod.start(0, idle());
    // Told before it listens, a first process never hears it: so it is told until it has ended.
    while (pod.container().state() == State.RUNNING) {
      runtime().signal(id, StopSignal.TERMINATE);
    }
    assertThat(pod.awaitExit().code()).isEqualTo(143);
  }

  @Test
  void killEndsAProgramThatIgnoresTerminate() throws InterruptedException {
    ContractPod pod = pod();
    String id = pod.start(0, stubborn());
    runtime().signal(id, StopSignal.TERMINATE);
    runtime().signal(id, StopSignal.KILL);
    assertThat(pod.awaitExit().code()).isEqualTo(137);
    assertThat(pod.awaitExit().reason()).isEqualTo("Error");
  }

  @Test
  void signallingWhatDoesNotRunIsSuccess() throws InterruptedException {
    ContractPod pod = pod();
    String id = runtime().createContainer(pod.spec(0, exit(5)));
    runtime().signal(id, StopSignal.TERMINATE);
    assertThat(pod.container().state()).isEqualTo(State.CREATED);
    runtime().startContainer(id);
    ObservedContainer.Exit exit = pod.awaitExit();
    runtime().signal(id, StopSignal.KILL);
    assertThat(pod.container().exit()).isEqualTo(exit);
    runtime().signal("no-such-container", StopSignal.TERMINATE);
  }

  @Test
  void aRunningContainerIsRemovedAtOnceAndRemovingItAgainIsSuccess() {
    ContractPod pod = pod();
    String id = pod.start(0, stubborn());
    runtime().removeContainer(id);
    assertThat(pod.observe().containers()).isEmpty();
    assertThat(pod.observe().sandboxes()).hasSize(1);
    runtime().removeContainer(id);
  }

  @Test
  void deadContainersStayNewestAttemptFirst() throws InterruptedException {
    ContractPod pod = pod();
    for (int attempt = 0; attempt < 3; attempt++) {
      pod.start(attempt, exit(attempt));
      assertThat(pod.awaitExit().code()).isEqualTo(attempt);
    }
    assertThat(pod.observe().containers())
        .extracting(ObservedContainer::attempt)
        .containsExactly(2, 1, 0);
  }

  @Test
  void theEnvironmentReachesTheProgram() throws InterruptedException {
    ContractPod pod = pod();
    ContainerSpec spec = pod.spec(0, exitZeroIfEnv("COLOUR", "deep blue = 1"));
    pod.start(ContainerSpecBuilder.builder(spec).env(Map.of("COLOUR", "deep blue = 1")).build());
    assertThat(pod.awaitExit().code()).isZero();
    pod.start(1, exitZeroIfEnv("COLOUR", "deep blue = 1"));
    assertThat(pod.awaitExit().code()).isNotZero();
  }

  @Test
  void theHostnameReachesTheProgram() throws InterruptedException {
    ContractPod pod = pod();
    pod.start(0, exitZeroIfHostname(pod.identity().name() + "-host"));
    assertThat(pod.awaitExit().code()).isZero();
    pod.start(1, exitZeroIfHostname("somewhere-else"));
    assertThat(pod.awaitExit().code()).isNotZero();
  }

  @Test
  void argumentsFollowTheCommand() throws InterruptedException {
    List<String> words = exit(6);
    ContractPod pod = pod();
    ContainerSpec spec = pod.spec(0, words.subList(0, words.size() - 1));
    pod.start(
        ContainerSpecBuilder.builder(spec)
            .args(words.subList(words.size() - 1, words.size()))
            .build());
    assertThat(pod.awaitExit().code()).isEqualTo(6);
  }

  @Test
  void anotherClientAdoptsWhatRuns() throws InterruptedException {
    ContractPod pod = pod();
    String id = pod.start(0, idle());
    ContainerRuntime adopter = anotherClient();
    try {
      assertThat(adopter.observe(owner)).containsExactly(pod.observe());
      assertThat(adopter.observe(owner).get(0).pod()).isEqualTo(pod.identity());
      adopter.signal(id, StopSignal.KILL);
      pod.awaitExit();
    } finally {
      adopter.close();
      adopter.close();
    }
    assertThat(pod.observe().sandboxes())
        .extracting(ObservedSandbox::state)
        .containsExactly(ObservedSandbox.State.READY);
  }

  @Test
  void ownersDoNotSeeEachOther() {
    String other = owner + "-other";
    ContractPod mine = pod(owner, "shared-uid");
    ContractPod theirs = pod(other, "shared-uid");
    String id = mine.start(0, idle());
    String otherId = theirs.start(0, idle());
    assertThat(otherId).isNotEqualTo(id);
    assertThat(runtime().observe(owner))
        .extracting(PodObservation::pod)
        .containsExactly(mine.identity());
    assertThat(runtime().observe(other))
        .extracting(PodObservation::pod)
        .containsExactly(theirs.identity());
    runtime().removeContainer(id);
    assertThat(theirs.container().id()).isEqualTo(otherId);
    assertThat(theirs.container().state()).isEqualTo(State.RUNNING);
  }

  @Test
  void nothingIsObservedOfWhatDoesNotExist() {
    PodObservation seen = runtime().observe(owner, "no-such-uid");
    assertThat(seen.isEmpty()).isTrue();
    assertThat(seen.pod().owner()).isEqualTo(owner);
    assertThat(seen.pod().uid()).isEqualTo("no-such-uid");
    assertThat(runtime().observe(owner)).isEmpty();
  }

  @Test
  void allPodsOfAnOwnerAreObserved() {
    ContractPod first = pod();
    ContractPod second = pod();
    first.start(0, idle());
    second.runSandbox(0);
    assertThat(runtime().observe(owner))
        .containsExactlyInAnyOrder(first.observe(), second.observe());
  }

  @Test
  void everyChangeIsFollowedByAnEvent() throws InterruptedException {
    ContractPod pod = pod();
    // Each wait observes only when an event says so.
    pod.await(seen -> seen.isEmpty());
    String id = pod.start(0, idle());
    pod.await(seen -> seen.containers().get(0).state() == State.RUNNING);
    runtime().signal(id, StopSignal.KILL);
    pod.await(seen -> seen.containers().get(0).state() == State.EXITED);
    runtime().removeContainer(id);
    pod.await(seen -> seen.containers().isEmpty());
  }

  @Test
  void aClosedSubscriptionGetsNoEvent() throws InterruptedException {
    Queue<RuntimeEvent> late = new ConcurrentLinkedQueue<>();
    ContainerRuntime.Subscription closed = runtime().watch(owner, late::add);
    closed.close();
    closed.close();
    late.clear();
    ContractPod pod = pod();
    pod.start(0, exit(0));
    pod.awaitExit();
    assertThat(late).isEmpty();
  }

  @Test
  void eventsAreOfOneOwner() throws InterruptedException {
    Queue<RuntimeEvent> others = new ConcurrentLinkedQueue<>();
    ContainerRuntime.Subscription elsewhere = runtime().watch(owner + "-other", others::add);
    try {
      ContractPod pod = pod();
      pod.start(0, exit(0));
      pod.awaitExit();
    } finally {
      elsewhere.close();
    }
    assertThat(others).allSatisfy(event -> assertThat(event.podUid()).isEmpty());
  }

  @Test
  void aPullMakesAnImagePresent() {
    String reference = assumed(pullableImage());
    assertThat(runtime().image(reference)).isEmpty();
    List<Long> missing = new ArrayList<>();
    ObservedImage pulled =
        runtime()
            .pullImage(reference, state -> missing.add(state.totalBytes() - state.doneBytes()));
    assertThat(runtime().image(reference)).contains(pulled);
    assertThat(pulled.id()).isNotBlank();
    assertThat(pulled.sizeBytes()).isPositive();
    assertThat(missing).allSatisfy(bytes -> assertThat(bytes).isNotNegative());
  }

  @Test
  void whatAContainerWasMadeFromIsPresent() {
    assertThat(runtime().image(image())).isPresent();
  }

  @Test
  void pullingWhatTheRegistryDoesNotHaveIsNotFound() {
    assertPullFails(Kind.NOT_FOUND, assumed(unknownImage()));
  }

  @Test
  void pullingFromARegistryThatDoesNotAnswerIsTransient() {
    assertPullFails(Kind.TRANSIENT, assumed(unreachableImage()));
  }

  @Test
  void pullingAMalformedReferenceIsRejected() {
    assertPullFails(Kind.REJECTED, "Not/An:Image:Name");
  }

  @Test
  void aCallOfAnInterruptedThreadIsCancelled() {
    Thread.currentThread().interrupt();
    try {
      assertFails(Kind.CANCELLED, () -> runtime().observe(owner));
    } finally {
      Thread.interrupted();
    }
  }

  @Test
  void interruptionEndsALongCall() throws InterruptedException {
    String reference = assumed(hangingImage());
    CountDownLatch begun = new CountDownLatch(1);
    BlockingQueue<Throwable> failures = new ArrayBlockingQueue<>(1);
    try (ThreadEventLoop loop = ThreadEventLoop.named("contract-loop");
        ThreadIoPool pool = ThreadIoPool.of("contract-io", 1)) {
      Trip<ObservedImage> pull =
          Trip.begin(
              new Trip.Route(loop, pool, Duration.ofMinutes(5)),
              () -> {
                begun.countDown();
                return runtime().pullImage(reference, PullProgress.ignored());
              },
              landing -> landing.failure().ifPresent(failures::add));
      assertThat(begun.await(ContractPod.PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
      loop.execute(pull::cancel);
      Throwable failure = failures.poll(ContractPod.PATIENCE.toSeconds(), TimeUnit.SECONDS);
      assertThat(failure)
          .isInstanceOfSatisfying(
              ContainerRuntimeException.class,
              cancelled -> assertThat(cancelled.kind()).isEqualTo(Kind.CANCELLED));
    }
  }

  private void assertPullFails(Kind kind, String reference) {
    assertFails(kind, () -> runtime().pullImage(reference, PullProgress.ignored()));
    assertThat(runtime().image(reference)).isEmpty();
  }

  private static void assertFails(Kind kind, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            ContainerRuntimeException.class,
            failure -> assertThat(failure.kind()).as(failure.getMessage()).isEqualTo(kind));
  }

  private static String assumed(Optional<String> reference) {
    assumeTrue(reference.isPresent(), "the runtime under test cannot show this here");
    return reference.orElseThrow();
  }

  private ContractPod pod() {
    return pod(owner, "uid-" + UUID.randomUUID());
  }

  private ContractPod pod(String whose, String uid) {
    PodIdentity identity = new PodIdentity(whose, uid, "default", "web-" + pods.size());
    ContractPod pod = new ContractPod(runtime(), identity, image());
    pods.add(pod);
    return pod;
  }
}
