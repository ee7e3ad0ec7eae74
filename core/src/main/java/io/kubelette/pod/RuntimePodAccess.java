package io.kubelette.pod;

import io.kubelette.api.ApiServer;
import io.kubelette.api.ContainerChoice;
import io.kubelette.api.ImageProgress;
import io.kubelette.api.PodAccess;
import io.kubelette.api.PodAttachment;
import io.kubelette.api.PodCommand;
import io.kubelette.api.PodLogQuery;
import io.kubelette.loop.Trip;
import io.kubelette.model.ObjectMeta;
import io.kubelette.model.Pod;
import io.kubelette.model.PodKey;
import io.kubelette.model.ResourceType;
import io.kubelette.runtime.AttachSource;
import io.kubelette.runtime.AttachSpec;
import io.kubelette.runtime.ContainerRuntime;
import io.kubelette.runtime.ContainerRuntimeException;
import io.kubelette.runtime.ContainerSession;
import io.kubelette.runtime.ExecSource;
import io.kubelette.runtime.ExecSpec;
import io.kubelette.runtime.LogSource;
import io.kubelette.runtime.ObservedSandbox;
import io.kubelette.runtime.Outputs;
import io.kubelette.runtime.PodIdentity;
import io.kubelette.runtime.PodObservation;
import io.kubelette.runtime.PodStats;
import io.kubelette.runtime.PodStream;
import io.kubelette.runtime.PortForwardSource;
import io.kubelette.runtime.StatsSource;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reaches into the containers of a node's pods: the API says which container is meant, the runtime
 * does it.
 *
 * <p>Thread-safe because it holds no state of its own.
 */
public final class RuntimePodAccess implements PodAccess {

  private final ApiServer api;
  private final ContainerRuntime runtime;
  private final PodManager manager;
  private final Scope scope;

  /**
   * Whose pods, and how long their streams may be idle.
   *
   * @param owner of the pods
   * @param streamingIdle after how long without a byte a command's streams, an attachment or a
   *     connection are closed
   * @param route where that time is watched, and where they are closed
   */
  public record Scope(String owner, Duration streamingIdle, Trip.Route route) {}

  /** The pods of that scope, whose objects are in that API. */
  public RuntimePodAccess(
      ApiServer api, ContainerRuntime runtime, PodManager manager, Scope scope) {
    this.api = api;
    this.runtime = runtime;
    this.manager = manager;
    this.scope = scope;
  }

  @Override
  public void logs(PodLogQuery query, Outputs outputs) {
    String id = choose(query.pod(), query.container()).loggedId(query.attempt());
    able(LogSource.class, "tells no logs").logs(query.in(id), outputs);
  }

  @Override
  public ContainerSession exec(PodCommand command, Outputs outputs) {
    String id = choose(command.pod(), command.container()).runningId();
    ExecSource source = able(ExecSource.class, "runs no commands in containers");
    ExecSpec spec = new ExecSpec(id, command.command(), command.streams(), command.size());
    return WatchedSession.begin(idleEnd(), outputs, watched -> source.exec(spec, watched));
  }

  @Override
  public ContainerSession attach(PodAttachment attachment, Outputs outputs) {
    String id = choose(attachment.pod(), attachment.container()).runningId();
    AttachSource source = able(AttachSource.class, "attaches to no containers");
    AttachSpec spec = new AttachSpec(id, attachment.streams());
    return WatchedSession.begin(idleEnd(), outputs, watched -> source.attach(spec, watched));
  }

  @Override
  public PodStream connect(PodKey pod, int port) {
    String sandboxId =
        runtime.observe(scope.owner(), uid(pod)).sandboxes().stream()
            .filter(sandbox -> sandbox.state() == ObservedSandbox.State.READY)
            .map(ObservedSandbox::id)
            .findFirst()
            .orElseThrow(
                () ->
                    new ContainerRuntimeException(
                        ContainerRuntimeException.Kind.NOT_FOUND,
                        "pod " + pod + " does not run: it has no sandbox"));
    PortForwardSource source = able(PortForwardSource.class, "forwards no ports");
    return WatchedStream.of(source.connect(sandboxId, port), idleEnd());
  }

  @Override
  public PodStats stats(PodKey pod) {
    return able(StatsSource.class, "tells no statistics").stats(scope.owner(), uid(pod));
  }

  @Override
  public void endContainer(PodKey pod, @Nullable String container) {
    manager.endContainer(uid(pod), choose(pod, container).runningId());
  }

  @Override
  public void removeContainers(PodKey pod) {
    manager.removeContainers(uid(pod));
  }

  @Override
  public ContainerRuntime.Subscription watchPulls(Consumer<ImageProgress> listener) {
    return manager.watchPulls(listener);
  }

  private IdleEnd idleEnd() {
    return IdleEnd.after(scope.streamingIdle(), scope.route());
  }

  private ContainerChoice choose(PodKey pod, @Nullable String container) {
    return ContainerChoice.of(find(pod), container);
  }

  private Pod find(PodKey pod) {
    return api.get(ResourceType.POD, pod.namespace(), pod.name());
  }

  /** The uid under which the pod runs: the mirror of a static pod has another one. */
  private String uid(PodKey key) {
    ObjectMeta metadata = find(key).metadata();
    boolean mirror = metadata.annotations().containsKey(StaticPods.MIRROR);
    return mirror
        ? runtime.observe(scope.owner()).stream()
            .map(PodObservation::pod)
            .filter(pod -> key.equals(PodKey.of(pod.namespace(), pod.name())))
            .map(PodIdentity::uid)
            .findFirst()
            .orElse("")
        : String.valueOf(metadata.uid());
  }

  private <A> A able(Class<A> ability, String lack) {
    return runtime
        .ability(ability)
        .orElseThrow(
            () ->
                new ContainerRuntimeException(
                    ContainerRuntimeException.Kind.REJECTED,
                    "the runtime " + runtime.version().name() + " " + lack));
  }
}
