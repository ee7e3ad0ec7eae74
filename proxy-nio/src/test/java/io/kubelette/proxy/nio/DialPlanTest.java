package io.kubelette.proxy.nio;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DialPlanTest {

  private static final long[] TIMEOUTS = {250, 500, 1000, 2000};

  private Backends backends = BackendsTest.backends(1, 2, 3);
  private final DialPlan plan = newPlan();

  private DialPlan newPlan() {
    return new DialPlan(() -> backends, TIMEOUTS, InetAddress.getLoopbackAddress());
  }

  @Test
  void triesEveryEndpointOnceWhenAllRefuse() {
    List<Integer> tried = new ArrayList<>();
    for (Backend next = plan.next(0); next != null; next = plan.next(0)) {
      tried.add(next.address().getPort());
      plan.refused(next);
    }
    assertThat(tried).containsExactlyInAnyOrder(1, 2, 3);
  }

  @Test
  void triesASlowEndpointAgainOnlyAfterAllOthersAndUpToTheEndOfTheSchedule() {
    List<Integer> tried = new ArrayList<>();
    List<Long> timeouts = new ArrayList<>();
    for (Backend next = plan.next(0); next != null; next = plan.next(0)) {
      tried.add(next.address().getPort());
      timeouts.add(plan.timeoutNanos());
      plan.timedOut(next);
    }
    assertThat(timeouts).containsExactly(250L, 500L, 1000L, 2000L);
    assertThat(tried).hasSize(4);
    assertThat(tried.subList(0, 3)).containsExactlyInAnyOrder(1, 2, 3);
  }

  @Test
  void neverGoesBackToOneThatRefused() {
    Backend slow = plan.next(0);
    plan.timedOut(slow);
    plan.refused(plan.next(0));
    plan.refused(plan.next(0));
    assertThat(plan.next(0)).isSameAs(slow);
    assertThat(plan.timeoutNanos()).isEqualTo(500);
    plan.refused(slow);
    assertThat(plan.next(0)).isNull();
  }

  @Test
  void refusalsUseNoTimeOfTheSchedule() {
    plan.refused(plan.next(0));
    plan.next(0);
    assertThat(plan.timeoutNanos()).isEqualTo(250);
  }

  @Test
  void followsTheTableBetweenAttempts() {
    plan.refused(plan.next(0));
    backends = BackendsTest.backends(9);
    assertThat(plan.next(0).address().getPort()).isEqualTo(9);
    backends = BackendsTest.backends();
    assertThat(plan.next(0)).isNull();
  }

  @Test
  void aSecondConnectionAvoidsWhatTheFirstFoundBad() {
    Backend bad = plan.next(0);
    bad.failed(0);
    for (int i = 0; i < 30; i++) {
      assertThat(newPlan().next(0)).isNotSameAs(bad);
    }
  }
}
