package io.kubelette.runtime.docker;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubelette.conformance.Row;
import io.kubelette.runtime.ContainerRuntime.Subscription;
import io.kubelette.runtime.ObservedSandbox;
import io.kubelette.runtime.PodIdentity;
import io.kubelette.runtime.PodPort;
import io.kubelette.runtime.PortMapping;
import io.kubelette.runtime.PortMapping.Protocol;
import io.kubelette.runtime.PublishedPods.PublishedPod;
import io.kubelette.runtime.SandboxSpec;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Which ports of pods are published for this process, and what is known of them. */
final class PublishedSandboxesTest {

  private static final String HERE = "127.0.0.1";
  private static final String POD = "172.17.0.2";
  private static final PodPort HTTP = new PodPort(80, Protocol.TCP);

  private final PublishedSandboxes published = new PublishedSandboxes(PodReach.PUBLISHED, HERE);
  private final AtomicInteger moves = new AtomicInteger();
  private final Subscription watch = published.watch(moves::incrementAndGet);

  private static ObservedSandbox sandbox(String id, int second, int hostPort) {
    return new ObservedSandbox(
        id,
        0,
        ObservedSandbox.State.READY,
        POD,
        Instant.ofEpochSecond(second),
        List.of(
            new PortMapping("192.0.2.1", 9, 80, Protocol.TCP),
            new PortMapping(HERE, hostPort, 80, Protocol.TCP)));
  }

  private static PublishedPod reached(String id, int hostPort) {
    return new PublishedPod(id, Map.of(HTTP, new InetSocketAddress(HERE, hostPort)));
  }

  @Test
  @Row("K16-06")
  void declaredPortsArePublishedBesideThoseOfTheHost() {
    PortMapping hostPort = new PortMapping("", 8080, 80, Protocol.TCP);
    SandboxSpec spec =
        new SandboxSpec(new PodIdentity("o", "u", "n", "p"), 0, "p")
            .withPorts(List.of(hostPort))
            .withListens(List.of(HTTP, new PodPort(9, Protocol.SCTP)));
    assertThat(published.ports(spec))
        .containsExactly(hostPort, new PortMapping(HERE, 0, 80, Protocol.TCP));
    assertThat(new PublishedSandboxes(PodReach.DIRECT, HERE).ports(spec)).containsExactly(hostPort);
  }

  @Test
  void whatIsSeenIsKnownUntilItIsGoneAndMovesAreTold() {
    published.seen(sandbox("a", 1, 32768));
    published.seen(sandbox("a", 1, 32768));
    assertThat(published.at(POD)).contains(reached("a", 32768));
    assertThat(moves).hasValue(1);
    published.seen(sandbox("a", 1, 32769));
    assertThat(published.at(POD)).contains(reached("a", 32769));
    assertThat(moves).hasValue(2);
    published.removed("a");
    assertThat(published.at(POD)).isEmpty();
    watch.close();
    published.seen(sandbox("b", 2, 32770));
    assertThat(moves).hasValue(2);
  }

  @Test
  void aSandboxThatIsSeenLateDoesNotHideTheOneThatGotItsAddress() {
    published.seen(sandbox("b", 2, 32770));
    published.seen(sandbox("a", 1, 32768));
    assertThat(published.at(POD)).contains(reached("b", 32770));
    published.seen(
        new ObservedSandbox(
            "b", 0, ObservedSandbox.State.NOT_READY, null, Instant.ofEpochSecond(2)));
    assertThat(published.at(POD)).isEmpty();
  }
}
