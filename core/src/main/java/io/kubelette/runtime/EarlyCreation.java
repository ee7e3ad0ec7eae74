package io.kubelette.runtime;

import java.util.Optional;

/** The ability to create a container while its sandbox still starts, which is where time goes. */
@FunctionalInterface
public interface EarlyCreation {

  /**
   * Runs a sandbox as {@link ContainerRuntime#runSandbox} does, and creates a container in it
   * meanwhile, as {@link ContainerRuntime#createContainer} does. Only the sandbox counts: where the
   * container cannot be created, for instance because its image is absent, it is left out. It does
   * not outlive a sandbox that fails.
   *
   * @param first the container; what it names as its sandbox does not count
   */
  Made runSandbox(SandboxSpec sandbox, ContainerSpec first);

  /**
   * What came to be.
   *
   * @param sandbox which is ready
   * @param containerId of the container in it; empty if it could not be created
   */
  record Made(ObservedSandbox sandbox, Optional<String> containerId) {}
}
