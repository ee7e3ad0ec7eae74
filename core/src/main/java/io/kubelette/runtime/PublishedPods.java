package io.kubelette.runtime;

import io.kubelette.runtime.ContainerRuntime.Subscription;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;

/**
 * The ability of a runtime whose pods cannot be reached at their own addresses from this process,
 * such as an engine in a virtual machine: it publishes the ports that pods {@linkplain
 * SandboxSpec#listens declare}, and tells where. What is asked here is answered from what was
 * observed last, without a question to the engine, so it may be asked on an event loop.
 */
public interface PublishedPods {

  /**
   * A pod that is reached through ports of another address.
   *
   * @param sandboxId its sandbox
   * @param ports where this process connects to each port that can be reached
   */
  record PublishedPod(String sandboxId, Map<PodPort, InetSocketAddress> ports) {

    /** Copies the map. */
    public PublishedPod {
      ports = Map.copyOf(ports);
    }
  }

  /** The pod of that address; empty if no pod of this runtime is known to have it. */
  Optional<PublishedPod> at(String address);

  /**
   * Runs the listener, from now until the subscription is closed, whenever a pod is found to be
   * reached elsewhere than before. It is run on any thread and must not block.
   */
  Subscription watch(Runnable listener);
}
