package io.kubelette.pod;

import io.kubelette.api.ApiServer;
import io.kubelette.api.ContainerChoice;
import io.kubelette.api.ImageProgress;
import io.kubelette.api.PodAccess;
import io.kubelette.api.PodAttachment;
import io.kubelette.api.PodCommand;
import io.kubelette.api.PodLogQuery;
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
  private final String owner;

  /** The pods of that owner, whose objects are in that API. */
  public RuntimePodAccess(
      ApiServer api, ContainerRuntime runtime, PodManager manager, String owner) {
    this.api = api;
    this.runtime = runtime;
    this.manager = manager;
    this.owner = owner;
  }

  @Override
  public void logs(PodLogQuery query, Outputs outputs) {
    String id = choose(query.pod(), query.container()).loggedId(query.attempt());
    able(LogSource.class, "tells no logs").logs(query.in(id), outputs);
  }

  @Override
  public ContainerSession exec(PodCommand command, Outputs outputs) {
    String id = choose(command.pod(), command.container()).runningId();
    return able(ExecSource.class, "runs no commands in containers")
        .exec(new ExecSpec(id, command.command(), command.streams(), command.size()), outputs);
  }

  @Override
  public ContainerSession attach(PodAttachment attachment, Outputs outputs) {
    String id = choose(attachment.pod(), attachment.container()).runningId();
    return able(AttachSource.class, "attaches to no containers")
        .attach(new AttachSpec(id, attachment.streams()), outputs);
  }

  @Override
  public PodStream connect(PodKey pod, int port) {
    String sandboxId =
        runtime.observe(owner, uid(pod)).sandboxes().stream()
            .filter(sandbox -> sandbox.state() == ObservedSandbox.State.READY)
            .map(ObservedSandbox::id)
            .findFirst()
            .orElseThrow(
                () ->
                    new ContainerRuntimeException(
                        ContainerRuntimeException.Kind.NOT_FOUND,
                        "pod " + pod + " does not run: it has no sandbox"));
    return able(PortForwardSource.class, "forwards no ports").connect(sandboxId, port);
  }

  @Override
  public PodStats stats(PodKey pod) {
    return able(StatsSource.class, "tells no statistics").stats(owner, uid(pod));
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
        ? runtime.observe(owner).stream()
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
