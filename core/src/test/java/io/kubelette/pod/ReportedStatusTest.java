package io.kubelette.pod;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubelette.model.ContainerStatus;
import io.kubelette.model.ContainerStatusBuilder;
import io.kubelette.model.PodCondition;
import io.kubelette.model.PodConditionBuilder;
import io.kubelette.model.PodStatus;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReportedStatusTest {

  @ParameterizedTest
  @CsvSource({
    "Pending, Running, Running",
    "Running, Pending, Running",
    "Running, Failed, Failed",
    "Succeeded, Failed, Succeeded",
    "Failed, Running, Failed",
    ", Pending, Pending"
  })
  void phasesGoForward(String current, String own, String reported) {
    PodStatus status =
        ReportedStatus.over(PodStatus.EMPTY.withPhase(current), PodStatus.EMPTY.withPhase(own));

    assertThat(status.phase()).isEqualTo(reported);
  }

  @Test
  void aForeignConditionThatTheNodeOnlyFoundIsNotSetBack() {
    PodStatus found =
        PodStatus.EMPTY.withConditions(List.of(condition("example.org/gate", "True")));
    PodStatus current =
        PodStatus.EMPTY.withConditions(List.of(condition("example.org/gate", "False")));

    assertThat(ReportedStatus.over(current, found)).isEqualTo(current);
  }

  private static PodCondition condition(String type, String status) {
    return PodConditionBuilder.builder().type(type).status(status).build();
  }

  @Test
  void restartCountsDoNotFall() {
    PodStatus current = restarts(container("a", 3), container("b", 1), container("gone", 9));

    PodStatus reported =
        ReportedStatus.over(
            current, restarts(container("a", 2), container("b", 2), container("new", 0)));

    PodStatus expected = restarts(container("a", 3), container("b", 2), container("new", 0));
    assertThat(reported).isEqualTo(expected);
  }

  private static PodStatus restarts(ContainerStatus... statuses) {
    List<ContainerStatus> all = List.of(statuses);
    return PodStatus.EMPTY.withContainerStatuses(all).withInitContainerStatuses(all);
  }

  private static ContainerStatus container(String name, int restarts) {
    return ContainerStatusBuilder.builder().name(name).restartCount(restarts).build();
  }
}
