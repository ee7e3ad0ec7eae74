package io.kubelette.pod;

import io.kubelette.api.ImageProgress;
import io.kubelette.loop.Clock;
import io.kubelette.pod.reference.PodObjects;
import io.kubelette.pod.reference.ReferenceException;
import io.kubelette.pod.volume.VolumeException;
import io.kubelette.runtime.ContainerRuntime;
import io.kubelette.runtime.ContainerRuntimeException;
import io.kubelette.runtime.ContainerSpec;
import io.kubelette.runtime.EarlyCreation;
import io.kubelette.runtime.ExecSource;
import io.kubelette.runtime.ImagePull;
import io.kubelette.runtime.ObservedImage;
import io.kubelette.runtime.PodIdentity;
import io.kubelette.runtime.PodObservation;
import io.kubelette.runtime.PullState;
import io.kubelette.runtime.RegistryCredentials;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Does what a plan asks, and tells the pod's events about it.
 *
 * <p>Called on the I/O pool. Thread-safe because it holds no state of its own.
 */
final class ActionExecutor implements PodAction.Visitor<Outcome> {

  /** The kernel's limit for the name of a host. */
  private static final int LONGEST_HOSTNAME = 64;

  private static final PullState NOTHING_YET = new PullState(0, 0, List.of());

  private final PodIdentity pod;
  private final ContainerRuntime runtime;
  private final PodReports reports;
  private final Clock clock;
  private final Furnisher furnisher;
  private final PodObjects objects;
  private final Commands commands;
  private final Knocks knocks;
  private final Pulls pulls;

  ActionExecutor(PodTurn.Context context, Workshop workshop) {
    this.pod = context.pod();
    this.runtime = workshop.runtime();
    this.reports = workshop.reports();
    this.clock = workshop.loop().clock();
    this.furnisher = new Furnisher(context, runtime, workshop.surroundings());
    this.commands =
        new Commands(
            () -> runtime.ability(ExecSource.class), context.config().probes().answerLimit());
    this.knocks = new Knocks(runtime);
    this.pulls = workshop.pulls();
    this.objects = workshop.surroundings().objects();
  }

  Outcome execute(PodAction action) {
    try {
      return action.accept(this);
    } catch (RuntimeException failure) {
      return Outcome.failed(action, action.failureReason(), failure);
    }
  }

  @Override
  public Outcome runSandbox(PodAction.RunSandbox action) {
    if (action.spec().attempt() > 0) {
      tell(
          PodNotice.normal(
              "SandboxChanged", "Pod sandbox changed, it will be killed and re-created.", null));
    }
    String hostname = action.spec().hostname();
    if (hostname.length() > LONGEST_HOSTNAME) {
      String message =
          ("Failed to construct FQDN from pod hostname and cluster domain, FQDN %s is too long"
                  + " (%d characters is the max, %d characters requested)")
              .formatted(hostname, LONGEST_HOSTNAME, hostname.length());
      return withoutSandbox(
          new Outcome(action, Outcome.Result.FAILED, "CreatePodSandboxError", message));
    }
    try {
      return run(action);
    } catch (ContainerRuntimeException failure) {
      return withoutSandbox(Outcome.failed(action, "CreatePodSandboxError", failure));
    }
  }

  private Outcome withoutSandbox(Outcome outcome) {
    String message = "Failed to create pod sandbox: " + outcome.message();
    tellFailure(outcome, PodNotice.warning("FailedCreatePodSandBox", message, null));
    return outcome;
  }

  private Outcome run(PodAction.RunSandbox action) {
    EarlyCreation early = runtime.ability(EarlyCreation.class).orElse(null);
    PodAction.StartContainer first = early == null ? null : action.first();
    // What is wrong with it is told when its turn comes.
    ContainerSpec furnished =
        first == null ? null : furnisher.furnishAhead(first.spec(), first.setting()).orElse(null);
    if (furnished == null) {
      runtime.runSandbox(action.spec());
      return Outcome.done(action);
    }
    EarlyCreation.Made made = early.runSandbox(action.spec(), furnished);
    if (made.containerId().isEmpty()) {
      return Outcome.done(action);
    }
    tell(PodNotices.imagePresent(furnished.image(), first.container()));
    String id = made.containerId().get();
    return Outcome.done(action).followedBy(first.in(made.sandbox(), id));
  }

  @Override
  public Outcome removeSandbox(PodAction.RemoveSandbox action) {
    try {
      runtime.removeSandbox(action.sandboxId());
      return Outcome.done(action);
    } catch (ContainerRuntimeException failure) {
      return notKilled(Outcome.failed(action, "", failure), "PodSandbox", pod.uid());
    }
  }

  @Override
  public Outcome pullImage(PodAction.PullImage action) {
    String image = action.image();
    ContainerRef container = action.container();
    Optional<String> fault = ImageNames.fault(image);
    if (fault.isPresent()) {
      return misnamed(action, fault.get());
    }
    if (action.policy().equals(PullPolicies.ALWAYS)) {
      return pull(action);
    }
    // Also of what has waited in line: another pod may have fetched it meanwhile.
    boolean present;
    try {
      present = runtime.image(image).isPresent();
    } catch (ContainerRuntimeException failure) {
      return notInspected(action, failure);
    }
    if (present) {
      tell(PodNotices.imagePresent(image, container));
      return Outcome.done(action);
    }
    if (action.policy().equals(PullPolicies.NEVER)) {
      return neverPulled(action);
    }
    return action.asksRegistry()
        ? pull(action)
        : new Outcome(action, Outcome.Result.DONE, PodAction.PullImage.ABSENT, "");
  }

  private Outcome misnamed(PodAction.PullImage action, String fault) {
    String message =
        "Failed to apply default image tag \"%s\": couldn't parse image name \"%s\": %s"
            .formatted(action.image(), action.image(), fault);
    tell(PodNotice.warning("InspectFailed", message, action.container()));
    tell(PodNotice.warning("Failed", "Error: InvalidImageName", action.container()));
    return new Outcome(action, Outcome.Result.FAILED, "InvalidImageName", message);
  }

  private Outcome notInspected(PodAction.PullImage action, ContainerRuntimeException failure) {
    Outcome outcome = Outcome.failed(action, "ImageInspectError", failure);
    String message = "Failed to inspect image \"" + action.image() + "\": " + outcome.message();
    tellFailure(outcome, PodNotice.warning("InspectFailed", message, action.container()));
    tellFailure(
        outcome, PodNotice.warning("Failed", "Error: ImageInspectError", action.container()));
    return new Outcome(action, outcome.result(), outcome.reason(), message);
  }

  private Outcome neverPulled(PodAction.PullImage action) {
    String message =
        "Container image \"" + action.image() + "\" is not present with pull policy of Never";
    tell(PodNotice.warning("ErrImageNeverPull", message, action.container()));
    tell(PodNotice.warning("Failed", "Error: ErrImageNeverPull", action.container()));
    return new Outcome(action, Outcome.Result.FAILED, "ErrImageNeverPull", message);
  }

  private Outcome pull(PodAction.PullImage action) {
    String image = action.image();
    tell(PodNotice.normal("Pulling", "Pulling image \"" + image + "\"", action.container()));
    if (!pulls.mayBegin()) {
      return notPulled(
          action, new Outcome(action, Outcome.Result.FAILED, "ErrImagePull", "pull QPS exceeded"));
    }
    ImagePull request = new ImagePull(image, credentials(action));
    long began = clock.nanoTime();
    pulls.tell(new ImageProgress(image, ImageProgress.Phase.PULLING, NOTHING_YET));
    try {
      ObservedImage pulled = runtime.pullImage(request, pulls.progressOf(image));
      pulls.tell(
          new ImageProgress(
              image,
              ImageProgress.Phase.DONE,
              new PullState(pulled.sizeBytes(), pulled.sizeBytes(), List.of())));
      String took = Words.of(Duration.ofNanos(clock.nanoTime() - began));
      String message =
          "Successfully pulled image \"%s\" in %s (%s including waiting). Image size: %d bytes."
              .formatted(image, took, took, pulled.sizeBytes());
      tell(PodNotice.normal("Pulled", message, action.container()));
      return Outcome.done(action);
    } catch (ContainerRuntimeException failure) {
      Outcome outcome = Outcome.failed(action, "ErrImagePull", failure);
      boolean calledBack = failure.kind() == ContainerRuntimeException.Kind.CANCELLED;
      pulls.tell(
          calledBack
              ? new ImageProgress(image, ImageProgress.Phase.CANCELLED, NOTHING_YET)
              : notPulled(image, outcome.message()));
      return notPulled(action, outcome);
    } catch (RuntimeException unforeseen) {
      pulls.tell(notPulled(image, unforeseen.toString()));
      throw unforeseen;
    }
  }

  private static ImageProgress notPulled(String image, String why) {
    return new ImageProgress(image, ImageProgress.Phase.FAILED, NOTHING_YET, why);
  }

  private Outcome notPulled(PodAction.PullImage action, Outcome outcome) {
    String message = "Failed to pull image \"" + action.image() + "\": " + outcome.message();
    tellFailure(outcome, PodNotice.warning("Failed", message, action.container()));
    tellFailure(outcome, PodNotice.warning("Failed", "Error: ErrImagePull", action.container()));
    return outcome;
  }

  /** What cannot be had is told, and the pull is tried without it. */
  private List<RegistryCredentials> credentials(PodAction.PullImage action) {
    PullSecrets secrets =
        PullSecrets.of(action.secrets(), pod.namespace(), objects, action.image());
    if (!secrets.unusable().isEmpty()) {
      String message =
          "Unable to retrieve some image pull secrets (%s); attempting to pull the image may not"
              + " succeed.";
      tell(
          PodNotice.warning(
              "FailedToRetrieveImagePullSecret",
              message.formatted(String.join(", ", secrets.unusable())),
              null));
    }
    return secrets.matching();
  }

  @Override
  public Outcome startContainer(PodAction.StartContainer action) {
    try {
      return createAndStart(action);
    } finally {
      furnisher.started(action.setting());
    }
  }

  private Outcome createAndStart(PodAction.StartContainer action) {
    ContainerRef container = action.container();
    String id;
    try {
      id = created(action);
    } catch (ReferenceException | UncheckedIOException missing) {
      return notStarted(action, Outcome.failed(action, PodMemory.StartFailure.CONFIG, missing));
    } catch (ContainerRuntimeException failure) {
      return notStarted(action, Outcome.failed(action, "CreateContainerError", failure));
    }
    tell(PodNotice.normal("Created", "Created container: " + container.name(), container));
    try {
      runtime.startContainer(id);
    } catch (ContainerRuntimeException failure) {
      return notStarted(action, Outcome.failed(action, "RunContainerError", failure));
    }
    tell(PodNotice.normal("Started", "Started container " + container.name(), container));
    return Outcome.done(action);
  }

  /**
   * What was made earlier and never started is made anew if it shares folders: others may have
   * changed since where its mounts lead, and what it may write to must be known while it runs.
   */
  private String created(PodAction.StartContainer action) {
    String made = action.createdId();
    if (made != null && !Furnisher.sharesFolders(action.setting())) {
      // There may have been no address then.
      furnisher.complete(action.setting());
      return made;
    }
    if (made != null) {
      runtime.removeContainer(made);
    }
    return runtime.createContainer(furnisher.furnish(action.spec(), action.setting()));
  }

  private Outcome notStarted(PodAction.StartContainer action, Outcome outcome) {
    String message = "Error: " + outcome.message();
    tellFailure(outcome, PodNotice.warning("Failed", message, action.container()));
    return outcome;
  }

  @Override
  public Outcome resizeContainer(PodAction.ResizeContainer action) {
    try {
      new Resizer(runtime, pod).resize(action);
      return Outcome.done(action);
    } catch (ContainerRuntimeException failure) {
      Outcome outcome = Outcome.failed(action, "", failure);
      String message = "Error resizing pod: " + outcome.message();
      tellFailure(outcome, PodNotice.warning("ResizeError", message, action.container()));
      return outcome;
    }
  }

  @Override
  public Outcome signal(PodAction.Signal action) {
    try {
      runtime.signal(action.containerId(), action.signal());
      return Outcome.done(action);
    } catch (ContainerRuntimeException failure) {
      String name = action.container().name();
      return notKilled(Outcome.failed(action, "", failure), "Container", name);
    }
  }

  /** Kubernetes names what could not be killed, and tells it of the pod as a whole. */
  private Outcome notKilled(Outcome outcome, String what, String target) {
    String message =
        "error killing pod: failed to \"Kill%s\" for \"%s\" with Kill%sError: %s"
            .formatted(what, target, what, Words.quoted(outcome.message()));
    tellFailure(outcome, PodNotice.warning("FailedKillPod", message, null));
    return outcome;
  }

  /** The pod could not be looked at after that. */
  void unseen(List<Outcome> done, RuntimeException why) {
    boolean madeSandbox =
        done.stream()
            .filter(outcome -> outcome.result() == Outcome.Result.DONE)
            .anyMatch(outcome -> outcome.action() instanceof PodAction.RunSandbox);
    if (madeSandbox) {
      Outcome outcome = Outcome.failed(done.get(0).action(), "", why);
      String message = "Unable to get pod sandbox status: " + outcome.message();
      tellFailure(outcome, PodNotice.warning("FailedPodSandBoxStatus", message, null));
    }
  }

  @Override
  public Outcome runHook(PodAction.RunHook action) {
    return Outcome.answered(action, commands.run(action.containerId(), action.call()));
  }

  @Override
  public Outcome runProbe(PodAction.RunProbe action) {
    ProbeAnswer answer =
        action.call() instanceof ContainerCall.Tcp tcp
            ? knocks.at(tcp.endpoint())
            : commands.run(action.containerId(), action.call());
    return Outcome.answered(action, answer);
  }

  @Override
  public Outcome removeContainer(PodAction.RemoveContainer action) {
    try {
      runtime.removeContainer(action.containerId());
      return Outcome.done(action);
    } catch (ContainerRuntimeException failure) {
      Outcome outcome = Outcome.failed(action, "", failure);
      if (outcome.result() == Outcome.Result.FAILED) {
        String id = action.containerId();
        reports.nodeEvent(
            "ContainerGCFailed",
            "failed to remove container \"%s\": %s".formatted(id, outcome.message()));
      }
      return outcome;
    }
  }

  @Override
  public Outcome prepareVolumes(PodAction.PrepareVolumes action) {
    try {
      furnisher.prepareVolumes(action.pod());
      return Outcome.done(action);
    } catch (VolumeException failure) {
      tell(PodNotice.warning("FailedMount", failure.getMessage(), null));
      return Outcome.failed(action, failure.volume(), failure);
    }
  }

  @Override
  public Outcome removeFiles(PodAction.RemoveFiles action) {
    if (action.left() == PodMemory.Files.NONE) {
      furnisher.removeFiles();
    } else {
      furnisher.removeVolumes();
    }
    return Outcome.done(action);
  }

  /** What containers that ended have said of their end, by container id. */
  Map<String, String> lastWords(LastWords hearing, PodObservation seen) {
    return hearing.of(seen, furnisher::terminationMessage, runtime);
  }

  @Override
  public Outcome publishStatus(PodAction.PublishStatus action) {
    return received(action, reports.write(pod, action.status()));
  }

  @Override
  public Outcome deletePod(PodAction.DeletePod action) {
    return received(action, reports.delete(pod));
  }

  private static Outcome received(PodAction action, PodReports.Receipt receipt) {
    return receipt == PodReports.Receipt.GONE ? Outcome.gone(action) : Outcome.done(action);
  }

  private void tellFailure(Outcome outcome, PodNotice notice) {
    if (outcome.result() == Outcome.Result.FAILED) {
      tell(notice);
    }
  }

  void tell(PodNotice notice) {
    ContainerRef container = notice.container();
    reports.event(
        pod,
        new PodReports.Event(
            notice.severity() == PodNotice.Severity.NORMAL ? "Normal" : "Warning",
            notice.reason(),
            notice.message(),
            container == null ? null : container.fieldPath()));
  }
}
