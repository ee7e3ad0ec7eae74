package io.kubelette.pod;

import io.kubelette.pod.ContainerCall.Endpoint;
import io.kubelette.runtime.ContainerRuntime;
import io.kubelette.runtime.ContainerRuntimeException;
import io.kubelette.runtime.ContainerRuntimeException.Kind;
import io.kubelette.runtime.PortForwardSource;
import io.kubelette.runtime.PublishedPods.PublishedPod;
import java.net.ConnectException;
import java.util.concurrent.CancellationException;

/**
 * TCP probes of pods that are reached through published ports: whoever publishes a port takes every
 * connection, whether or not the pod listens, so these connect from inside of the pod.
 *
 * <p>Called on the I/O pool. Thread-safe because it holds no state of its own.
 *
 * @param runtime where the pods are
 */
record Knocks(ContainerRuntime runtime) {

  /** Whether this is how it is asked; does not block. */
  boolean take(ContainerCall call) {
    return call instanceof ContainerCall.Tcp tcp
        && PodDials.of(runtime).podAt(tcp.endpoint()).isPresent();
  }

  /** Blocks until it is answered or this thread is interrupted. */
  ProbeAnswer at(Endpoint endpoint) {
    PublishedPod pod = PodDials.of(runtime).podAt(endpoint).orElse(null);
    PortForwardSource source = runtime.ability(PortForwardSource.class).orElse(null);
    if (pod == null || source == null) {
      return ProbeAnswer.error("no way to connect to " + endpoint);
    }
    try {
      source.connect(pod.sandboxId(), endpoint.port()).close();
      return ProbeAnswer.success("");
    } catch (ContainerRuntimeException failure) {
      return failure.kind() == Kind.TRANSIENT
          ? refusedIfTheEngineAnswers(endpoint, failure)
          : error(failure);
    }
  }

  /** An engine that is away says nothing of the container. */
  private ProbeAnswer refusedIfTheEngineAnswers(
      Endpoint endpoint, ContainerRuntimeException failure) {
    try {
      runtime.version();
      return ProbeAnswer.failure(NetworkWords.dialling(endpoint, new ConnectException()));
    } catch (ContainerRuntimeException away) {
      return away.kind() == Kind.CANCELLED ? error(away) : error(failure);
    }
  }

  private static ProbeAnswer error(ContainerRuntimeException failure) {
    if (failure.kind() == Kind.CANCELLED) {
      throw new CancellationException("called back");
    }
    return ProbeAnswer.error(failure.getMessage());
  }
}
