package io.kubelette.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BalancingTest {

  /** Endpoints of which some are closed, with some load. */
  private record Scene(int[] loads, Set<Integer> closed) implements Balancer.Candidates {

    @Override
    public boolean isOpen(int index) {
      return !closed.contains(index);
    }

    @Override
    public boolean areAllOpen() {
      return closed.isEmpty();
    }

    @Override
    public int load(int index) {
      return loads[index];
    }
  }

  @Test
  void roundRobinIsStrictlyEven() {
    Balancer balancer = Balancing.ROUND_ROBIN.newBalancer(weights(1, 1, 1));
    assertThat(hits(balancer, open(3), 60)).containsExactly(20, 20, 20);
  }

  @Test
  void roundRobinFollowsWeightsWithoutBursts() {
    Balancer balancer = Balancing.ROUND_ROBIN.newBalancer(weights(5, 1, 1));
    List<Integer> picks =
        IntStream.range(0, 7).map(i -> balancer.pick(open(3), 0)).boxed().toList();
    assertThat(picks).containsExactly(0, 0, 1, 0, 2, 0, 0);
  }

  @Test
  void aClosedEndpointsShareIsSpreadOverAllOthers() {
    Balancer balancer = Balancing.ROUND_ROBIN.newBalancer(weights(1, 1, 1));
    assertThat(hits(balancer, closed(3, 1), 60)).containsExactly(30, 0, 30);
  }

  @ParameterizedTest
  @EnumSource(names = {"ROUND_ROBIN", "LEAST_CONNECTIONS"})
  void whoFindsNobodyTakesNoTurn(Balancing balancing) {
    Balancer balancer = balancing.newBalancer(weights(1, 1));
    int[] hits = new int[2];
    for (int i = 0; i < 20; i++) {
      assertThat(balancer.pick(closed(2, 0, 1), 0)).isNegative();
      hits[balancer.pick(open(2), 0)]++;
    }
    assertThat(hits).containsExactly(10, 10);
  }

  @Test
  void aTableThatChangesAllTheTimeDoesNotFavourTheFirstEndpoint() {
    Balancer balancer = Balancing.ROUND_ROBIN.newBalancer(weights(1, 1, 1));
    int[] hits = new int[3];
    for (int i = 0; i < 60; i++) {
      balancer = balancer.over(weights(1, 1, 1));
      hits[balancer.pick(open(3), 0)]++;
    }
    assertThat(hits).containsExactly(20, 20, 20);
  }

  @Test
  void randomFollowsWeights() {
    Balancer balancer = Balancing.RANDOM.newBalancer(weights(9, 1));
    // Ten standard deviations around 9000 of 10000.
    assertThat(hits(balancer, open(2), 10_000)[0]).isBetween(8_700, 9_300);
  }

  @Test
  void leastConnectionsFillsTheEmptiestForItsWeight() {
    Balancer balancer = Balancing.LEAST_CONNECTIONS.newBalancer(weights(1, 1, 1));
    assertThat(balancer.pick(loads(3, 1, 2), 0)).isEqualTo(1);
    Balancer weighted = Balancing.LEAST_CONNECTIONS.newBalancer(weights(4, 1));
    assertThat(weighted.pick(loads(3, 1), 0)).as("4 of 4 against 2 of 1").isZero();
    assertThat(weighted.pick(loads(9, 1), 0)).isEqualTo(1);
  }

  @Test
  void leastConnectionsGivesEqualsTheirTurn() {
    Balancer balancer = Balancing.LEAST_CONNECTIONS.newBalancer(weights(1, 1, 1));
    assertThat(hits(balancer, open(3), 60)).containsExactly(20, 20, 20);
  }

  @Test
  void powerOfTwoNeverChoosesTheFullestOfAll() {
    Balancer balancer = Balancing.POWER_OF_TWO.newBalancer(weights(1, 1, 1));
    assertThat(hits(balancer, loads(0, 100, 5), 1_000)[1]).isZero();
  }

  @Test
  void sourceHashSendsAClientToTheSameEndpointInEveryProxy() {
    List<RouteEndpoint> endpoints = weights(1, 1, 1, 1);
    Balancer one = Balancing.SOURCE_HASH.newBalancer(endpoints);
    Balancer other = Balancing.SOURCE_HASH.newBalancer(endpoints);
    for (int client = 0; client < 1_000; client++) {
      assertThat(one.pick(open(4), client)).isEqualTo(other.pick(open(4), client));
    }
  }

  @Test
  void sourceHashMovesFewClientsWhenAnEndpointGoes() {
    Balancer four = Balancing.SOURCE_HASH.newBalancer(weights(1, 1, 1, 1));
    Balancer three = four.over(weights(1, 1, 1));
    int moved = 0;
    for (int client = 0; client < 10_000; client++) {
      int before = four.pick(open(4), client * 7919);
      moved += before < 3 && three.pick(open(3), client * 7919) != before ? 1 : 0;
    }
    // A plain remainder would move three quarters of those that could stay.
    assertThat(moved).isLessThan(1_500);
  }

  @Test
  void sourceHashSharesByWeight() {
    Balancer balancer = Balancing.SOURCE_HASH.newBalancer(weights(3, 1));
    int[] hits = new int[2];
    for (int client = 0; client < 10_000; client++) {
      hits[balancer.pick(open(2), client * 7919)]++;
    }
    assertThat(hits[0]).isBetween(7_200, 7_800);
  }

  @ParameterizedTest
  @EnumSource(Balancing.class)
  void nobodyIsChosenWhereAllAreClosed(Balancing balancing) {
    assertThat(balancing.newBalancer(weights(1, 2)).pick(closed(2, 0, 1), 5)).isNegative();
    assertThat(balancing.newBalancer(List.of()).pick(open(0), 5)).isNegative();
  }

  @ParameterizedTest
  @EnumSource(Balancing.class)
  void theOnlyOpenOneIsChosenEvenWithoutWeight(Balancing balancing) {
    assertThat(balancing.newBalancer(weights(1, 1, 1)).pick(closed(3, 0, 2), 5)).isEqualTo(1);
    assertThat(balancing.newBalancer(weights(1, 0)).pick(closed(2, 0), 5)).isEqualTo(1);
    assertThat(hits(balancing.newBalancer(weights(0, 3)), open(2), 50)).containsExactly(0, 50);
  }

  @ParameterizedTest
  @EnumSource(Balancing.class)
  void itsNameIsThatOfTheAnnotation(Balancing balancing) {
    assertThat(Balancing.named(balancing.annotation())).contains(balancing);
    assertThat(Balancing.named("no-such-way")).isEmpty();
  }

  private static int[] hits(Balancer balancer, Balancer.Candidates scene, int count) {
    int size = ((Scene) scene).loads.length;
    int[] hits = new int[size];
    for (int i = 0; i < count; i++) {
      hits[balancer.pick(scene, i)]++;
    }
    return hits;
  }

  private static Scene open(int count) {
    return new Scene(new int[count], Set.of());
  }

  private static Scene closed(int count, Integer... which) {
    return new Scene(new int[count], Set.of(which));
  }

  private static Scene loads(int... loads) {
    return new Scene(loads, Set.of());
  }

  private static List<RouteEndpoint> weights(Integer... weights) {
    InetSocketAddress[] addresses =
        IntStream.range(0, weights.length)
            .mapToObj(i -> new InetSocketAddress("10.0.0." + (i + 1), 80))
            .toArray(InetSocketAddress[]::new);
    List<Integer> list = Arrays.asList(weights);
    return IntStream.range(0, list.size())
        .mapToObj(i -> new RouteEndpoint(addresses[i], list.get(i)))
        .toList();
  }
}
