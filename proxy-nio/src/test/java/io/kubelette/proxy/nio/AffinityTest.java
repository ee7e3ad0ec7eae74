package io.kubelette.proxy.nio;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AffinityTest {

  private final Affinity affinity = new Affinity();
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
    assertThat(affinity.of(client, 9)).isSameAs(one);
    affinity.succeeded(client, one, 9);
    assertThat(affinity.of(client, 18)).isSameAs(one);
    assertThat(affinity.of(client, 19)).isNull();
  }

  @Test
  void aFailureForgetsTheEndpointAndNoOther() {
    affinity.succeeded(client, one, 0);
    affinity.failed(client, two);
    assertThat(affinity.of(client, 1)).isSameAs(one);
    affinity.failed(client, one);
    assertThat(affinity.of(client, 1)).isNull();
  }

  @Test
  void endpointsThatGoAreForgotten() {
    affinity.succeeded(client, one, 0);
    affinity.forget(Set.of(two));
    assertThat(affinity.of(client, 1)).isSameAs(one);
    affinity.forget(Set.of(one));
    assertThat(affinity.size()).isZero();
  }

  @Test
  void withoutATimeNobodyStays() {
    affinity.succeeded(client, one, 0);
    affinity.last(0);
    affinity.succeeded(client, one, 0);
    assertThat(affinity.of(client, 0)).isNull();
    assertThat(affinity.size()).isZero();
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
