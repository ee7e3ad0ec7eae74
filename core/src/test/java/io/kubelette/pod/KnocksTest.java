package io.kubelette.pod;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubelette.conformance.Row;
import io.kubelette.pod.ContainerCall.Endpoint;
import io.kubelette.runtime.ContainerRuntime;
import io.kubelette.runtime.ContainerRuntimeException;
import io.kubelette.runtime.ContainerRuntimeException.Kind;
import io.kubelette.runtime.PodStream;
import io.kubelette.runtime.PortForwardSource;
import io.kubelette.runtime.PublishedPods;
import io.kubelette.runtime.RuntimeVersion;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.Proxy;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** TCP probes from inside of pods. */
final class KnocksTest {

  private static final Endpoint POD = new Endpoint("192.0.2.7", 80);

  private final KnownPods pods = new KnownPods();
  private Supplier<PodStream> port = ClosedStream::new;
  private Supplier<RuntimeVersion> version = () -> new RuntimeVersion("docker", "1");
  private final Knocks knocks = new Knocks(runtime());

  KnocksTest() {
    pods.publish(POD.host(), 1, InetSocketAddress.createUnresolved("127.0.0.1", 2));
  }

  @Test
  @Row("K16-06")
  void onlyPodsThatArePublishedAreAskedFromInside() {
    assertThat(knocks.take(new ContainerCall.Tcp(POD))).isTrue();
    assertThat(knocks.take(new ContainerCall.Tcp(new Endpoint("10.0.0.1", 80)))).isFalse();
    assertThat(knocks.take(new ContainerCall.Grpc(POD, ""))).isFalse();
  }

  @Test
  @Row("K16-06")
  void aPortOnWhichNobodyListensIsRefused() {
    assertThat(knocks.at(POD)).isEqualTo(ProbeAnswer.success(""));
    port = failing(Kind.TRANSIENT);
    assertThat(knocks.at(POD))
        .isEqualTo(ProbeAnswer.failure("dial tcp 192.0.2.7:80: connect: connection refused"));
  }

  @Test
  void anEngineThatIsAwaySaysNothingOfTheContainer() {
    port = failing(Kind.TRANSIENT);
    version = failing(Kind.TRANSIENT);
    assertThat(knocks.at(POD)).isEqualTo(ProbeAnswer.error("scripted"));
    version = failing(Kind.CANCELLED);
    assertThatThrownBy(() -> knocks.at(POD)).isInstanceOf(CancellationException.class);
  }

  private static <T> Supplier<T> failing(Kind kind) {
    return () -> {
      throw new ContainerRuntimeException(kind, "scripted");
    };
  }

  private ContainerRuntime runtime() {
    PortForwardSource source = (sandbox, number) -> port.get();
    return (ContainerRuntime)
        Proxy.newProxyInstance(
            KnocksTest.class.getClassLoader(),
            new Class<?>[] {ContainerRuntime.class},
            (self, method, arguments) ->
                method.getName().equals("version")
                    ? version.get()
                    : Optional.of(arguments[0] == PublishedPods.class ? pods : source));
  }

  private record ClosedStream() implements PodStream {
    @Override
    public InputStream input() {
      return InputStream.nullInputStream();
    }

    @Override
    public OutputStream output() {
      return OutputStream.nullOutputStream();
    }

    @Override
    public void close() {}
  }
}
