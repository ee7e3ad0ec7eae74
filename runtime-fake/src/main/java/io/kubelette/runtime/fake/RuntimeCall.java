package io.kubelette.runtime.fake;

import io.kubelette.runtime.ContainerRuntimeException;
import java.time.Instant;
import java.util.Optional;

/**
 * A call that the runtime has answered.
 *
 * @param at when it was answered
 * @param operation which method it was
 * @param subject what it was about: {@code namespace/pod} for a sandbox, {@code
 *     namespace/pod/container#attempt} for a container, the reference of an image, the owner or the
 *     uid that was observed; the id where nothing of that id exists
 * @param failure the kind of failure, if it failed
 */
public record RuntimeCall(
    Instant at,
    Operation operation,
    String subject,
    Optional<ContainerRuntimeException.Kind> failure) {

  /** The methods of a runtime. */
  public enum Operation {
    /** {@code version}. */
    VERSION,
    /** {@code runSandbox}. */
    RUN_SANDBOX,
    /** {@code removeSandbox}. */
    REMOVE_SANDBOX,
    /** {@code createContainer}. */
    CREATE_CONTAINER,
    /** {@code startContainer}. */
    START_CONTAINER,
    /** {@code signal} with TERMINATE. */
    TERMINATE,
    /** {@code signal} with KILL. */
    KILL,
    /** {@code signal} with another. */
    SIGNAL,
    /** {@code removeContainer}. */
    REMOVE_CONTAINER,
    /** {@code image}. */
    IMAGE,
    /** {@code pullImage}. */
    PULL_IMAGE,
    /** {@code observe}, of one pod or of all. */
    OBSERVE,
    /** {@code watch}. */
    WATCH,
    /** A command in a container. */
    EXEC,
    /** An attachment to a container. */
    ATTACH,
    /** A container's log. */
    LOGS,
    /** A connection to a port inside a pod. */
    CONNECT,
    /** The numbers of a pod. */
    STATS,
    /** Other resources for a container. */
    UPDATE,
    /** The list of images. */
    IMAGES,
    /** The removal of an image. */
    REMOVE_IMAGE
  }

  @Override
  public String toString() {
    return operation + " " + subject + failure.map(kind -> " failed: " + kind).orElse("");
  }
}
