package io.kubelette.runtime;

/** The ability to change what a running container may use. */
@FunctionalInterface
public interface ResourceUpdate {

  /**
   * Gives a container other resources without a restart; the next observation shows them. {@code
   * NOT_FOUND} if there is no such container, {@code CONFLICT} if it does not run, {@code REJECTED}
   * if the engine refuses, for instance less memory than the container holds.
   */
  void updateResources(String containerId, ContainerResources resources);
}
