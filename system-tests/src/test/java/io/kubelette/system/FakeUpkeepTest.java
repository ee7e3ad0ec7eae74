package io.kubelette.system;

import io.kubelette.runtime.ContainerRuntime;
import io.kubelette.runtime.fake.FakeRuntime;

/** The upkeep of a node on the fake runtime. */
final class FakeUpkeepTest extends UpkeepContract {

  private final FakeRuntime engine = FakeRuntime.create();

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
    return "idle:1";
  }
}
