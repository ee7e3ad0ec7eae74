package io.kubelette.pod;

import io.kubelette.model.Pod;
import io.kubelette.model.PodStatus;
import io.kubelette.runtime.ContainerResources;
import io.kubelette.runtime.ContainerSpec;
import io.kubelette.runtime.ObservedSandbox;
import io.kubelette.runtime.SandboxSpec;
import io.kubelette.runtime.StopSignal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One thing to do for a pod; each belongs to the lane on which it travels. */
sealed interface PodAction {

  /** The lane of this action. */
  default Lane lane() {
    return Lane.LIFECYCLE;
  }

  /** The word of a status for its failure, where the failure itself does not tell; may be empty. */
  default String failureReason() {
    return "";
  }

  /** Whether it may change what the runtime shows of the pod. */
  default boolean concernsRuntime() {
    return lane().equals(Lane.LIFECYCLE);
  }

  /** Whether what it does is sure to show in the next observation. */
  default boolean showsInRuntime() {
    return concernsRuntime();
  }

  /** Whether what is under way does what this action asks for, so that it may go on. */
  default boolean isDoneBy(PodAction underWay) {
    return lane().equals(underWay.lane());
  }

  <R> R accept(Visitor<R> visitor);

  /** A case for each action, so that a new one does not compile until it is handled everywhere. */
  interface Visitor<R> {
    R runSandbox(RunSandbox action);

    R removeSandbox(RemoveSandbox action);

    R pullImage(PullImage action);

    R startContainer(StartContainer action);

    R resizeContainer(ResizeContainer action);

    R signal(Signal action);

    R removeContainer(RemoveContainer action);

    R runHook(RunHook action);

    R runProbe(RunProbe action);

    R prepareVolumes(PrepareVolumes action);

    R removeFiles(RemoveFiles action);

    R publishStatus(PublishStatus action);

    R deletePod(DeletePod action);
  }

  /**
   * Creates and starts a sandbox.
   *
   * @param first what starts first in it, of which the sandbox and the address are not known yet: a
   *     runtime that can creates it meanwhile; null if it must wait for the next plan
   */
  record RunSandbox(SandboxSpec spec, @Nullable StartContainer first) implements PodAction {

    RunSandbox(SandboxSpec spec) {
      this(spec, null);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.runSandbox(this);
    }
  }

  /** Removes a sandbox. */
  record RemoveSandbox(String sandboxId) implements PodAction {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.removeSandbox(this);
    }
  }

  /**
   * Makes an image present, as the container's pull policy says.
   *
   * @param step whether it is looked for first
   */
  record PullImage(
      ContainerRef container,
      int attempt,
      String image,
      String policy,
      List<String> secrets,
      Step step)
      implements PodAction {

    /** A pull of an image that need not be looked for if the policy asks for it in any case. */
    PullImage(
        ContainerRef container, int attempt, String image, String policy, List<String> secrets) {
      this(
          container,
          attempt,
          image,
          policy,
          secrets,
          policy.equals(PullPolicies.ALWAYS) ? Step.FETCH : Step.LOOK);
    }

    /** How far it is to go. */
    enum Step {
      /** To see whether the image is present; only what is absent waits in line. */
      LOOK,
      /** To ask the registry. */
      FETCH
    }

    /** The outcome of a look for what is not there. */
    static final String ABSENT = "absent";

    PullImage fetching() {
      return new PullImage(container, attempt, image, policy, secrets, Step.FETCH);
    }

    boolean asksRegistry() {
      return step == Step.FETCH;
    }

    @Override
    public String failureReason() {
      return "ErrImagePull";
    }

    @Override
    public boolean concernsRuntime() {
      return false;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.pullImage(this);
    }
  }

  /**
   * Creates a container and starts it.
   *
   * @param spec what can be told of it without looking anything up
   * @param setting the ground on which the rest is resolved
   * @param createdId the container of that attempt, if it exists and was only never started
   * @param nextDelay the back-off that its successor will have
   */
  record StartContainer(
      ContainerRef container,
      ContainerSpec spec,
      Setting setting,
      @Nullable String createdId,
      Duration nextDelay)
      implements PodAction {

    /** The start of what was created before its sandbox was ready. */
    StartContainer in(ObservedSandbox sandbox, String id) {
      return new StartContainer(
          container,
          spec.withSandboxId(sandbox.id()),
          new Setting(setting.pod(), setting.definition(), sandbox.address(), setting.running()),
          id,
          nextDelay);
    }

    @Override
    public String failureReason() {
      return "RunContainerError";
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.startContainer(this);
    }
  }

  /**
   * Changes what a container may use while it runs.
   *
   * @param containerId the instance
   * @param attempt its number
   * @param from what it has, as far as the runtime tells
   * @param to what it is to have
   */
  record ResizeContainer(
      ContainerRef container,
      String containerId,
      int attempt,
      ContainerResources from,
      ContainerResources to)
      implements PodAction {
    /** Not every engine tells what it was given. */
    @Override
    public boolean showsInRuntime() {
      return false;
    }

    boolean takesMemory() {
      return to.memoryBytes() > 0
          && (from.memoryBytes() == 0 || to.memoryBytes() < from.memoryBytes());
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.resizeContainer(this);
    }
  }

  /** Sends a container a signal, and says why. */
  record Signal(ContainerRef container, String containerId, StopSignal signal, String why)
      implements PodAction {
    /** A container may take its time to end, or not end at all. */
    @Override
    public boolean showsInRuntime() {
      return false;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.signal(this);
    }
  }

  /** Removes a container. */
  record RemoveContainer(String containerId) implements PodAction {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.removeContainer(this);
    }
  }

  /**
   * Runs a hook of a container.
   *
   * @param containerId the instance
   * @param attempt its number
   * @param hook which of its hooks
   * @param call what it does
   */
  record RunHook(
      ContainerRef container, String containerId, int attempt, Hook hook, ContainerCall call)
      implements PodAction {

    /** When a hook runs. */
    enum Hook {
      /** Right after the start; the next container waits for it. */
      POST_START,
      /** Before the container is asked to end, within its grace. */
      PRE_STOP
    }

    @Override
    public Lane lane() {
      return new Lane(Lane.Kind.HOOK, container.name());
    }

    @Override
    public boolean isDoneBy(PodAction underWay) {
      return underWay instanceof RunHook other
          && other.hook == hook
          && other.containerId.equals(containerId);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.runHook(this);
    }
  }

  /**
   * Asks a container how it is.
   *
   * @param containerId the instance
   * @param call what is asked
   * @param rhythm when it is asked again, and what its answers amount to
   * @param begunAt when the question was due to be asked
   */
  record RunProbe(
      ContainerRef container,
      String containerId,
      ProbeKind kind,
      ContainerCall call,
      ProbeRhythm rhythm,
      Instant begunAt)
      implements PodAction {
    @Override
    public Lane lane() {
      return kind.laneOf(container.name());
    }

    @Override
    public boolean isDoneBy(PodAction underWay) {
      return underWay instanceof RunProbe other
          && other.kind == kind
          && other.containerId.equals(containerId);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.runProbe(this);
    }
  }

  /**
   * Makes the pod's volumes what they are to be.
   *
   * @param demand what they then meet
   */
  record PrepareVolumes(Pod pod, VolumeDemand demand) implements PodAction {
    @Override
    public Lane lane() {
      return Lane.VOLUMES;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.prepareVolumes(this);
    }
  }

  /** Removes files of a pod of which nothing runs any more. */
  record RemoveFiles(PodMemory.Files left) implements PodAction {
    @Override
    public Lane lane() {
      return Lane.VOLUMES;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.removeFiles(this);
    }
  }

  /** Writes the pod's status to the API. */
  record PublishStatus(PodStatus status) implements PodAction {
    @Override
    public Lane lane() {
      return Lane.STATUS;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.publishStatus(this);
    }
  }

  /** Deletes the pod from the API: nothing of it is left in the runtime. */
  record DeletePod() implements PodAction {
    @Override
    public Lane lane() {
      return Lane.STATUS;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.deletePod(this);
    }
  }
}
