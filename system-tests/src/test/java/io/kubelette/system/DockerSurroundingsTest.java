package io.kubelette.system;

import io.kubelette.runtime.ContainerRuntime;
import io.kubelette.runtime.docker.DockerEngine;
import io.kubelette.runtime.docker.DockerRuntime;
import io.kubelette.runtime.docker.DockerTest;

/** What pods find around them on a real engine. */
@DockerTest
final class DockerSurroundingsTest extends SurroundingsContract {

  @Override
  ContainerRuntime connect() {
    return DockerRuntime.connect();
  }

  @Override
  String image() {
    return DockerEngine.busybox();
  }
}
