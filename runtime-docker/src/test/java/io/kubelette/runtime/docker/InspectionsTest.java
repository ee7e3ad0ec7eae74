package io.kubelette.runtime.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.api.model.Container;
import io.kubelette.runtime.ObservedContainer;
import io.kubelette.runtime.ObservedContainer.State;
import io.kubelette.runtime.RuntimeEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class InspectionsTest {

  private final Inspections inspections = new Inspections();
  private final List<RuntimeEvent> heard = new ArrayList<>();
  private final Inspections.Feed feed = inspections.feed("owner", heard::add);

  @Test
  void whatIsStillInItsStateNeedNotBeInspectedAgain() throws Exception {
    feed.told(RuntimeEvent.relist());
    ObservedContainer running = inspected("one", State.RUNNING);
    put(listed("one", "running"), running);

    assertThat(inspections.of(listed("one", "running"))).contains(running);
    assertThat(inspections.of(listed("one", "exited"))).isEmpty();
    assertThat(inspections.of(listed("two", "running"))).isEmpty();
  }

  @Test
  void whoseEventsNobodyFollowsIsInspectedAgain() throws Exception {
    put(listed("one", "running"), inspected("one", State.RUNNING));
    assertThat(inspections.of(listed("one", "running"))).isEmpty();

    inspections.feed("somebody else", heard::add).told(RuntimeEvent.relist());
    put(listed("one", "running"), inspected("one", State.RUNNING));
    assertThat(inspections.of(listed("one", "running"))).isEmpty();
  }

  @Test
  void whatAnEventTellsOfIsInspectedAgain() throws Exception {
    feed.told(RuntimeEvent.relist());
    put(listed("one", "running"), inspected("one", State.RUNNING));

    feed.told(RuntimeEvent.of("another pod"));
    assertThat(inspections.of(listed("one", "running"))).isPresent();

    feed.told(RuntimeEvent.of("pod"));
    assertThat(inspections.of(listed("one", "running"))).isEmpty();
    assertThat(heard)
        .containsExactly(
            RuntimeEvent.relist(), RuntimeEvent.of("another pod"), RuntimeEvent.of("pod"));
  }

  @Test
  void anEventDuringAnInspectionMakesItVoid() throws Exception {
    feed.told(RuntimeEvent.relist());
    long before = inspections.changes();
    feed.told(RuntimeEvent.of("pod"));
    inspections.put(listed("one", "running"), inspected("one", State.RUNNING), before);

    assertThat(inspections.of(listed("one", "running"))).isEmpty();
  }

  @Test
  void allIsInspectedAgainWhenEventsBreakOffAndWhenTheyComeAgain() throws Exception {
    feed.told(RuntimeEvent.relist());
    put(listed("one", "running"), inspected("one", State.RUNNING));

    feed.brokeOff();
    feed.brokeOff();
    assertThat(inspections.of(listed("one", "running"))).isEmpty();
    put(listed("one", "running"), inspected("one", State.RUNNING));
    assertThat(inspections.of(listed("one", "running"))).isEmpty();

    feed.told(RuntimeEvent.relist());
    assertThat(inspections.of(listed("one", "running"))).isEmpty();
    put(listed("one", "running"), inspected("one", State.RUNNING));
    assertThat(inspections.of(listed("one", "running"))).isPresent();
  }

  @Test
  void oneStreamOfTwoIsEnough() throws Exception {
    Inspections.Feed other = inspections.feed("owner", heard::add);
    feed.told(RuntimeEvent.relist());
    other.told(RuntimeEvent.relist());
    other.brokeOff();
    put(listed("one", "running"), inspected("one", State.RUNNING));

    assertThat(inspections.of(listed("one", "running"))).isPresent();
  }

  @Test
  void whatChangedBetweenListAndInspectionIsInspectedAgain() throws Exception {
    feed.told(RuntimeEvent.relist());
    put(listed("one", "running"), inspected("one", State.EXITED));

    assertThat(inspections.of(listed("one", "running"))).isEmpty();
    assertThat(inspections.of(listed("one", "exited"))).isEmpty();
  }

  @Test
  void whatWasOnlyMadeIsInspectedAgainSinceItsStartMayFail() throws Exception {
    feed.told(RuntimeEvent.relist());
    put(listed("one", "created"), inspected("one", State.CREATED));

    assertThat(inspections.of(listed("one", "created"))).isEmpty();
  }

  @Test
  void whatAListOfItsOwnerDoesNotShowIsForgotten() throws Exception {
    feed.told(RuntimeEvent.relist());
    put(listed("one", "running"), inspected("one", State.RUNNING));

    inspections.retain("somebody else", List.of());
    assertThat(inspections.of(listed("one", "running"))).isPresent();

    inspections.retain("owner", List.of());
    assertThat(inspections.of(listed("one", "running"))).isEmpty();
  }

  private void put(Container listed, ObservedContainer inspected) {
    inspections.put(listed, inspected, inspections.changes());
  }

  private static Container listed(String id, String state) throws Exception {
    return new ObjectMapper()
        .readValue(
            """
            {"Id": "%s", "State": "%s", "Labels": {"%s": "owner", "%s": "pod"}}"""
                .formatted(id, state, Labels.OWNER, Labels.POD_UID),
            Container.class);
  }

  private static ObservedContainer inspected(String id, State state) {
    return new ObservedContainer(
        id, "box", "web", 0, "", "img", "", state, Instant.EPOCH, null, null, Duration.ZERO);
  }
}
