package io.kubelette.runtime.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.api.model.Container;
import io.kubelette.runtime.ObservedContainer;
import io.kubelette.runtime.ObservedContainer.State;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class InspectionsTest {

  private final Inspections inspections = new Inspections();

  @Test
  void whatIsStillInItsStateNeedNotBeInspectedAgain() throws Exception {
    ObservedContainer running = inspected("one", State.RUNNING);
    inspections.put(listed("one", "running"), running);

    assertThat(inspections.of(listed("one", "running"))).contains(running);
    assertThat(inspections.of(listed("one", "exited"))).isEmpty();
    assertThat(inspections.of(listed("two", "running"))).isEmpty();
  }

  @Test
  void whatChangedBetweenListAndInspectionIsInspectedAgain() throws Exception {
    inspections.put(listed("one", "running"), inspected("one", State.EXITED));
    assertThat(inspections.of(listed("one", "running"))).isEmpty();
  }

  @Test
  void whatWasOnlyMadeIsInspectedAgainSinceItsStartMayFail() throws Exception {
    inspections.put(listed("one", "created"), inspected("one", State.CREATED));
    assertThat(inspections.of(listed("one", "created"))).isEmpty();
  }

  @Test
  void whatAListOfItsOwnerDoesNotShowIsForgotten() throws Exception {
    inspections.put(listed("one", "running"), inspected("one", State.RUNNING));

    inspections.retain("somebody else", List.of());
    assertThat(inspections.of(listed("one", "running"))).isPresent();

    inspections.retain("owner", List.of());
    assertThat(inspections.of(listed("one", "running"))).isEmpty();
  }

  private static Container listed(String id, String state) throws Exception {
    return new ObjectMapper()
        .readValue(
            """
            {"Id": "%s", "State": "%s", "Labels": {"%s": "owner"}}"""
                .formatted(id, state, Labels.OWNER),
            Container.class);
  }

  private static ObservedContainer inspected(String id, State state) {
    return new ObservedContainer(
        id, "box", "web", 0, "", "img", "", state, Instant.EPOCH, null, null, Duration.ZERO);
  }
}
