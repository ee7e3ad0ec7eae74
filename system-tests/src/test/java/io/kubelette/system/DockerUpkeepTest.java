package io.kubelette.system;

import io.kubelette.runtime.ContainerRuntime;
import io.kubelette.runtime.docker.DockerEngine;
import io.kubelette.runtime.docker.DockerRuntime;
import io.kubelette.runtime.docker.DockerTest;

/** The upkeep of a node on a real engine. */
@DockerTest
final class DockerUpkeepTest extends UpkeepContract {

  @Override
  ContainerRuntime connect() {
    return DockerRuntime.connect();
  }

  @Override
  String image() {
    return DockerEngine.busybox();
  }
}
