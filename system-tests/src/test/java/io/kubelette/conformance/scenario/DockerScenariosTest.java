package io.kubelette.conformance.scenario;

import io.kubelette.runtime.ContainerRuntime;
import io.kubelette.runtime.docker.DockerEngine;
import io.kubelette.runtime.docker.DockerRuntime;
import io.kubelette.runtime.docker.DockerTest;

/** All scenarios on a real engine. */
@DockerTest
final class DockerScenariosTest extends ScenarioSuite
    implements RuntimeScenarios,
        InitScenarios,
        HookScenarios,
        ProbeScenarios,
        PodScenarios,
        KubeletScenarios,
        EnvironmentScenarios,
        DownwardScenarios,
        VolumeScenarios,
        EmptyDirScenarios,
        SecurityScenarios,
        NodeScenarios,
        ServiceScenarios {

  @Override
  ContainerRuntime connect() {
    return DockerRuntime.connect();
  }

  @Override
  String image() {
    return DockerEngine.busybox();
  }
}
