package io.kubelette.proxy.nio;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubelette.service.ServicePortName;
import io.kubelette.service.SessionAffinity;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AffinityTest {

  private final Affinity affinity = new Affinity(SessionAffinity.Scope.PORT);
  private final Backends backends = BackendsTest.backends(1, 2);
  private final Backend one = BackendsTest.backend(backends, 1);
  private final Backend two = BackendsTest.backend(backends, 2);
  private final InetAddress client = InetAddress.getLoopbackAddress();

  @BeforeEach
  void lastsTenTicks() {
    affinity.last(10);
  }

  @Test
  void aClientStaysForTheTimeAfterItsLastSuccess() {
    affinity.succeeded(client, one, 0);
    assertThat(place(affinity, 9)).isSameAs(one);
    affinity.succeeded(client, one, 9);
    assertThat(place(affinity, 18)).isSameAs(one);
    assertThat(place(affinity, 19)).isNull();
  }

  @Test
  void aFailureForgetsTheEndpointAndNoOther() {
    affinity.succeeded(client, one, 0);
    affinity.failed(client, two);
    assertThat(place(affinity, 1)).isSameAs(one);
    affinity.failed(client, one);
    assertThat(place(affinity, 1)).isNull();
  }

  @Test
  void endpointsThatGoAreForgotten() {
    affinity.succeeded(client, one, 0);
    affinity.forget(Set.of(two));
    assertThat(place(affinity, 1)).isSameAs(one);
    affinity.forget(Set.of(one));
    assertThat(affinity.size()).isZero();
  }

  @Test
  void withoutATimeNobodyStays() {
    affinity.succeeded(client, one, 0);
    affinity.last(0);
    affinity.succeeded(client, one, 0);
    assertThat(place(affinity, 0)).isNull();
    assertThat(affinity.size()).isZero();
  }

  @Test
  void wherePortsShareAMemoryAnEndpointIsKnownByItsAddress() {
    Affinity shared = new Affinity(SessionAffinity.Scope.SERVICE);
    shared.last(10);
    shared.succeeded(client, one, 0);
    Backends otherPort = BackendsTest.backends(7);
    assertThat(shared.of(client, otherPort.asSet().toArray(new Backend[0]), 1))
        .isSameAs(BackendsTest.backend(otherPort, 7));
    assertThat(affinity.of(client, otherPort.asSet().toArray(new Backend[0]), 1)).isNull();
    shared.forget(Set.of(BackendsTest.backend(otherPort, 7)));
    assertThat(shared.size()).isZero();
  }

  @Test
  void aServicesMemoryLastsAsLongAsAPortAsksForIt() {
    SharedAffinities all = new SharedAffinities();
    ServicePortName http = new ServicePortName("default", "web", "http");
    ServicePortName admin = new ServicePortName("default", "web", "admin");
    Affinity memory = all.join(http);
    assertThat(all.join(admin)).isSameAs(memory);
    assertThat(all.join(ServicePortName.of("other", "web"))).isNotSameAs(memory);
    all.leave(http);
    all.leave(http);
    assertThat(all.join(admin)).isSameAs(memory);
    all.leave(admin);
    assertThat(all.join(admin)).isNotSameAs(memory);
  }

  private @Nullable Backend place(Affinity memory, long now) {
    return memory.of(client, new Backend[] {one, two}, now);
  }

  @Test
  void itsMemoryHasALimit() throws UnknownHostException {
    for (int i = 0; i < Affinity.LIMIT + 10; i++) {
      byte[] address = {10, (byte) (i >> 16), (byte) (i >> 8), (byte) i};
      affinity.succeeded(InetAddress.getByAddress(address), one, 0);
    }
    assertThat(affinity.size()).isBetween(Affinity.LIMIT / 2, Affinity.LIMIT);
  }
}
