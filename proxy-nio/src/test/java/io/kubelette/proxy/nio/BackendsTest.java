package io.kubelette.proxy.nio;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubelette.loop.Backoff;
import io.kubelette.service.Balancing;
import io.kubelette.service.RouteEndpoint;
import io.kubelette.service.SessionAffinity;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class BackendsTest {

  private static final long SECOND = Duration.ofSeconds(1).toNanos();
  private static final Backend.Ejection EJECTION =
      new Backend.Ejection(
          Backoff.doubling(Duration.ofSeconds(2), Duration.ofSeconds(60)),
          Duration.ofSeconds(1),
          () -> 0.5);

  private final Backends three = backends(1, 2, 3);

  @Test
  void spreadsEvenlyWhileAllAreTrusted() {
    assertThat(picks(three, 60, 0)).isEqualTo(Map.of(1, 20, 2, 20, 3, 20));
  }

  @Test
  void spreadsEvenlyOverThoseThatAreLeft() {
    backend(three, 2).failed(0);
    assertThat(picks(three, 60, SECOND)).isEqualTo(Map.of(1, 30, 3, 30));
  }

  @Test
  void neverEjectsTheLastEndpoint() {
    for (int port = 1; port <= 3; port++) {
      backend(three, port).failed(0);
    }
    assertThat(picks(three, 60, SECOND)).isEqualTo(Map.of(1, 20, 2, 20, 3, 20));
    Backends one = backends(1);
    backend(one, 1).failed(0);
    assertThat(picks(one, 5, SECOND)).isEqualTo(Map.of(1, 5));
  }

  @Test
  void picksNoneThatIsExcluded() {
    assertThat(picks(three, Set.of(backend(three, 1), backend(three, 3)), 5))
        .isEqualTo(Map.of(2, 5));
    assertThat(three.pick(seeker(three.asSet(), 0))).isNull();
    assertThat(backends().pick(seeker(Set.of(), 0))).isNull();
  }

  @Test
  void prefersAnEjectedEndpointToOneThatWasTried() {
    backend(three, 2).failed(0);
    assertThat(picks(three, Set.of(backend(three, 1), backend(three, 3)), 5))
        .isEqualTo(Map.of(2, 5));
  }

  @Test
  void ejectionLastsTheBackoffAndThenOneConnectionTries() {
    Backend backend = backend(three, 1);
    backend.failed(0);
    assertThat(backend.admits(2 * SECOND - 1)).isFalse();
    assertThat(backend.admits(2 * SECOND)).isTrue();
    backend.tried(2 * SECOND);
    assertThat(backend.admits(2 * SECOND)).isFalse();
    assertThat(backend.admits(3 * SECOND)).as("a trial without an answer ends").isTrue();
    backend.succeeded();
    assertThat(backend.admits(2 * SECOND)).isTrue();
  }

  @Test
  void eachFailedTrialDoublesTheBackoff() {
    Backend backend = backend(three, 1);
    long now = 0;
    for (long delay : new long[] {2, 4, 8, 16, 32, 60, 60}) {
      backend.failed(now);
      assertThat(backend.admits(now + delay * SECOND - 1)).isFalse();
      assertThat(backend.admits(now + delay * SECOND)).isTrue();
      now += delay * SECOND;
      backend.tried(now);
    }
  }

  @Test
  void manyFailuresAtOnceCountAsOne() {
    Backend backend = backend(three, 1);
    for (int i = 0; i < 16; i++) {
      backend.failed(i);
    }
    assertThat(backend.admits(2 * SECOND)).isTrue();
  }

  @Test
  void jitterMovesTheDelayByAQuarter() {
    Duration delay = Duration.ofSeconds(4);
    assertThat(new Backend.Ejection(EJECTION.backoff(), delay, () -> 0).jittered(delay))
        .isEqualTo(3 * SECOND);
    assertThat(new Backend.Ejection(EJECTION.backoff(), delay, () -> 1).jittered(delay))
        .isEqualTo(5 * SECOND);
  }

  static Backends backends(Integer... ports) {
    List<RouteEndpoint> endpoints =
        Arrays.stream(ports).map(port -> RouteEndpoint.at(address(port))).toList();
    Backend[] all =
        endpoints.stream()
            .map(endpoint -> new Backend(endpoint.address(), EJECTION, 1))
            .toArray(Backend[]::new);
    return new Backends(
        all,
        new Backends.Spread(
            Balancing.ROUND_ROBIN.newBalancer(endpoints),
            new Affinity(SessionAffinity.Scope.PORT),
            Integer.MAX_VALUE,
            List.of()));
  }

  static Backends.Seeker seeker(Set<Backend> tried, long now) {
    return new Backends.Seeker(InetAddress.getLoopbackAddress(), tried, now);
  }

  static Backend backend(Backends backends, int port) {
    return backends.asSet().stream()
        .filter(backend -> backend.address().getPort() == port)
        .findFirst()
        .orElseThrow();
  }

  private static InetSocketAddress address(int port) {
    return new InetSocketAddress("127.0.0.1", port);
  }

  private static Map<Integer, Integer> picks(Backends from, int count, long now) {
    Map<Integer, Integer> picks = new TreeMap<>();
    for (int i = 0; i < count; i++) {
      picks.merge(from.pick(seeker(Set.of(), now)).address().getPort(), 1, Integer::sum);
    }
    return picks;
  }

  private static Map<Integer, Integer> picks(Backends from, Set<Backend> excluded, int count) {
    Map<Integer, Integer> picks = new TreeMap<>();
    for (int i = 0; i < count; i++) {
      picks.merge(from.pick(seeker(excluded, 0)).address().getPort(), 1, Integer::sum);
    }
    return picks;
  }
}
