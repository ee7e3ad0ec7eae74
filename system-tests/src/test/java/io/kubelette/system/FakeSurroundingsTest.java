package io.kubelette.system;

import io.kubelette.runtime.ContainerRuntime;
import io.kubelette.runtime.fake.FakeRuntime;

/** What pods find around them on the fake runtime. */
final class FakeSurroundingsTest extends SurroundingsContract {

  private final FakeRuntime engine = FakeRuntime.create().image("shell:1", new ShellProgram());

  @Override
  void endEngine() {
    engine.close();
  }

  @Override
  ContainerRuntime connect() {
    return engine.connect();
  }

  @Override
  String image() {
    return "shell:1";
  }
}
