package io.kubelette.runtime;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * An engine that runs sandboxes and containers.
 *
 * <p>Every method may block and honours interruption: it then ends soon with {@link
 * ContainerRuntimeException.Kind#CANCELLED}. Every method may be called from several threads at
 * once; those of this interface and of {@link EarlyCreation} for one pod by one thread at a time,
 * its other abilities by any. Everything made here carries the {@link PodIdentity}, so that {@link
 * #observe} finds it again, also after the death of this process. All failures are {@link
 * ContainerRuntimeException}s.
 */
public interface ContainerRuntime extends AutoCloseable {

  /**
   * The engine's name and version, as it answers at this moment: a node asks for it again and again
   * to know that its engine is there. {@code TRANSIENT} if it does not answer.
   */
  RuntimeVersion version();

  /**
   * Creates and starts a sandbox; when this returns it is ready and has its address. {@code
   * CONFLICT} if that attempt of the pod's sandbox exists already.
   */
  ObservedSandbox runSandbox(SandboxSpec spec);

  /** Removes a sandbox at once, running or not. Success if there is none. */
  void removeSandbox(String sandboxId);

  /**
   * Creates a container in a ready sandbox, from an image that is present, and returns its id.
   * {@code CONFLICT} if that attempt of the container exists already.
   */
  String createContainer(ContainerSpec spec);

  /**
   * Starts a created container. {@code REJECTED} if its program cannot run; the container is then
   * observed as exited. Success if it runs already.
   */
  void startContainer(String containerId);

  /** Signals a container and does not wait for its end. Success if it does not run or is absent. */
  void signal(String containerId, StopSignal signal);

  /** Removes a container at once, killing it if it runs. Success if there is none. */
  void removeContainer(String containerId);

  /** The image of that name, if it is present. */
  Optional<ObservedImage> image(String reference);

  /**
   * Fetches an image. {@code NOT_FOUND} if the registry has none of that name, {@code REJECTED} if
   * the name is malformed or access is denied with all credentials, {@code TRANSIENT} if the
   * registry does not answer.
   */
  ObservedImage pullImage(ImagePull pull, PullProgress progress);

  /** Fetches an image with nothing but the user's own credentials. */
  default ObservedImage pullImage(String reference, PullProgress progress) {
    return pullImage(ImagePull.of(reference), progress);
  }

  /** What exists of every pod of that owner, running or not. */
  List<PodObservation> observe(String owner);

  /** What exists of one pod of that owner; an empty observation if nothing does. */
  PodObservation observe(String owner, String podUid);

  /**
   * Tells the listener, from now until the subscription is closed, whenever something of the
   * owner's may have changed. Events may be repeated and joined, never lost in silence: after a gap
   * the listener gets {@link RuntimeEvent#relist()}. The listener must not block.
   */
  Subscription watch(String owner, Consumer<RuntimeEvent> listener);

  /**
   * What else this runtime can do, if it can: {@link ExecSource}, {@link AttachSource}, {@link
   * LogSource}, {@link PortForwardSource}, {@link StatsSource}, {@link ResourceUpdate}, {@link
   * EarlyCreation}, {@link ImageInventory}, {@link ImageRemoval}, {@link HostAddress}, {@link
   * PublishedPods}. The rules of this interface hold for their methods too.
   */
  default <A> Optional<A> ability(Class<A> type) {
    return type.isInstance(this) ? Optional.of(type.cast(this)) : Optional.empty();
  }

  /** Frees this client's resources; sandboxes and containers stay. May be called twice. */
  @Override
  void close();

  /** A listener's place in the stream of events. */
  interface Subscription extends AutoCloseable {

    /** Ends the events; none arrives after this returns. May be called twice. */
    @Override
    void close();
  }
}
