package io.kubelette.runtime.docker;

import io.kubelette.runtime.ContainerRuntimeException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * An engine that does not answer, and what the user can do about it.
 *
 * @param engine where it should listen
 * @param forbidden whether its socket is there and this user may not write to it
 */
record EngineAway(URI engine, boolean forbidden) {

  static EngineAway at(URI engine) {
    Path socket = "unix".equals(engine.getScheme()) ? Path.of(engine.getPath()) : null;
    return new EngineAway(
        engine, socket != null && Files.exists(socket) && !Files.isWritable(socket));
  }

  /** The failure with the advice in front. */
  ContainerRuntimeException saying(ContainerRuntimeException failure) {
    String advice =
        forbidden
            ? "this user may not use the engine at %s, join the group of that file or set DOCKER_HOST"
            : "no engine at %s, start one or set DOCKER_HOST";
    return new ContainerRuntimeException(
        failure.kind(), advice.formatted(engine) + ": " + failure.getMessage(), failure);
  }
}
