package io.kubelette.runtime.docker;

import io.kubelette.runtime.ContainerAbilitiesContract;
import io.kubelette.runtime.ContainerRuntime;
import io.kubelette.runtime.ContractCommands;

/** The contract of the abilities on a real engine. */
@DockerTest
class DockerAbilitiesTest extends ContainerAbilitiesContract {

  private final DockerRuntime runtime = DockerRuntime.connect();

  @Override
  protected ContainerRuntime runtime() {
    return runtime;
  }

  @Override
  protected String image() {
    return DockerEngine.busybox();
  }

  @Override
  protected ContractCommands commands() {
    return new ShellCommands();
  }

  @Override
  protected void release() {
    runtime.close();
  }
}
