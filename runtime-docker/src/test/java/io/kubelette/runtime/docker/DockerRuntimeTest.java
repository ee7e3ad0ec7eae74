package io.kubelette.runtime.docker;

import io.kubelette.runtime.ContainerRuntime;
import io.kubelette.runtime.ContainerRuntimeContract;
import io.kubelette.runtime.ContainerSpec;
import io.kubelette.runtime.ContainerSpecBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Optional;

/** The contract of runtimes on a real engine. */
@DockerTest
class DockerRuntimeTest extends ContainerRuntimeContract {

  private final DockerRuntime runtime = DockerRuntime.connect();

  /** Takes connections and never answers. */
  private final ServerSocket silentRegistry = listen();

  private static ServerSocket listen() {
    try {
      return new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @Override
  protected ContainerRuntime runtime() {
    return runtime;
  }

  @Override
  protected ContainerRuntime anotherClient() {
    return DockerRuntime.connect();
  }

  @Override
  protected String image() {
    return DockerEngine.busybox();
  }

  @Override
  protected List<String> idle() {
    return List.of("sh", "-c", "trap 'exit 143' TERM; while :; do sleep 3600 & wait; done");
  }

  @Override
  protected List<String> stubborn() {
    return List.of("sh", "-c", "trap '' TERM; while :; do sleep 3600; done");
  }

  @Override
  protected List<String> exit(int code) {
    return List.of("sh", "-c", "exit $0", Integer.toString(code));
  }

  @Override
  protected List<String> exitZeroIfEnv(String name, String value) {
    return List.of("sh", "-c", "eval \"is=\\$$0\"; [ \"$is\" = \"$1\" ]", name, value);
  }

  @Override
  protected List<String> exitZeroIfHostname(String hostname) {
    return List.of("sh", "-c", "[ \"$(hostname)\" = $0 ]", hostname);
  }

  @Override
  protected ContainerSpec cannotRun(ContainerSpec spec) {
    return ContainerSpecBuilder.builder(spec).command(List.of("/no/such/program")).build();
  }

  @Override
  protected Optional<String> pullableImage() {
    Optional<String> image = DockerEngine.pullable();
    image.filter(name -> runtime.image(name).isPresent()).ifPresent(DockerEngine::removeImage);
    return image;
  }

  @Override
  protected Optional<String> unknownImage() {
    return DockerEngine.registry().map(registry -> registry + "/no-such-image:1");
  }

  @Override
  protected Optional<String> unreachableImage() {
    return Optional.of("127.0.0.1:1/nobody-listens:1");
  }

  @Override
  protected Optional<String> hangingImage() {
    return Optional.of("127.0.0.1:" + silentRegistry.getLocalPort() + "/waits-for-ever:1");
  }

  @Override
  protected void release() {
    runtime.close();
    try {
      silentRegistry.close();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
