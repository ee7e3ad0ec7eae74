package io.kubelette.runtime.fake;

import io.kubelette.runtime.ContainerRuntime;
import io.kubelette.runtime.ContainerRuntimeContract;
import io.kubelette.runtime.ContainerRuntimeException.Kind;
import io.kubelette.runtime.ContainerSpec;
import io.kubelette.runtime.ContainerSpecBuilder;
import java.util.List;
import java.util.Optional;

class FakeRuntimeTest extends ContainerRuntimeContract {

  private final FakeRuntime runtime =
      FakeRuntime.create()
          .image("shell:1", FakeRuntimeTest::shell)
          .present("shell:1")
          .image("pullable:1", container -> 0)
          .present("broken:1");

  FakeRuntimeTest() {
    runtime.whenImage("broken:1").cannotRun(127, "sh: not found");
    runtime.whenImage("unknown:1").pullFails(Kind.NOT_FOUND, "manifest unknown");
    runtime.whenImage("unreachable:1").pullFails(Kind.TRANSIENT, "no route to host");
    runtime.whenImage("hanging:1").pullHangs();
  }

  private static int shell(RunningContainer container) throws InterruptedException {
    List<String> words = container.args();
    switch (words.get(0)) {
      case "exit":
        return Integer.parseInt(words.get(1));
      case "env":
        return words.get(2).equals(container.env().get(words.get(1))) ? 0 : 1;
      case "hostname":
        return words.get(1).equals(container.hostname()) ? 0 : 1;
      default:
        container.awaitStop();
        return 143;
    }
  }

  @Override
  protected ContainerRuntime runtime() {
    return runtime;
  }

  @Override
  protected ContainerRuntime anotherClient() {
    return runtime.connect();
  }

  @Override
  protected String image() {
    return "shell:1";
  }

  @Override
  protected List<String> idle() {
    return List.of("idle");
  }

  @Override
  protected List<String> stubborn() {
    runtime.whenImage(image()).ignoresTerm();
    return idle();
  }

  @Override
  protected List<String> exit(int code) {
    return List.of("exit", Integer.toString(code));
  }

  @Override
  protected List<String> exitZeroIfEnv(String name, String value) {
    return List.of("env", name, value);
  }

  @Override
  protected List<String> exitZeroIfHostname(String hostname) {
    return List.of("hostname", hostname);
  }

  @Override
  protected ContainerSpec cannotRun(ContainerSpec spec) {
    return ContainerSpecBuilder.builder(spec).image("broken:1").build();
  }

  @Override
  protected Optional<String> pullableImage() {
    return Optional.of("pullable:1");
  }

  @Override
  protected Optional<String> unknownImage() {
    return Optional.of("unknown:1");
  }

  @Override
  protected Optional<String> unreachableImage() {
    return Optional.of("unreachable:1");
  }

  @Override
  protected Optional<String> hangingImage() {
    return Optional.of("hanging:1");
  }

  @Override
  protected void release() {
    runtime.close();
  }
}
