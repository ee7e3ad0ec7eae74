package io.kubelette.conformance.scenario;

import io.kubelette.runtime.ContainerRuntime;
import io.kubelette.runtime.fake.FakeRuntime;
import io.kubelette.runtime.fake.Program;
import io.kubelette.runtime.fake.RunningContainer;
import java.util.List;

/** The scenarios that need no shell, on the fake runtime. */
final class FakeScenariosTest extends ScenarioSuite implements InitScenarios, NodeScenarios {

  private final FakeRuntime engine = FakeRuntime.create().image("shell:1", new Exits());

  /** A shell that knows one word: {@code exit}; all others keep it up. */
  private static final class Exits implements Program {

    @Override
    public int run(RunningContainer container) throws Exception {
      List<String> words = container.args();
      String script = words.get(words.size() - 1);
      if (!script.startsWith("exit ")) {
        container.awaitStop();
        return 0;
      }
      return Integer.parseInt(script.substring("exit ".length()));
    }
  }

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
