package io.kubelette.kubectl;

import io.kubelette.runtime.ContainerRuntime;
import io.kubelette.runtime.docker.DockerEngine;
import io.kubelette.runtime.docker.DockerRuntime;

/** A real engine. */
final class DockerGround implements Ground {

  @Override
  public ContainerRuntime runtime() {
    return DockerRuntime.connect();
  }

  @Override
  public String image() {
    return DockerEngine.busybox();
  }
}
