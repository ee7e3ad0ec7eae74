package io.kubelette.pod;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubelette.runtime.ObservedContainer;
import io.kubelette.runtime.ObservedSandbox;
import io.kubelette.runtime.PodIdentity;
import io.kubelette.runtime.PodObservation;
import io.kubelette.runtime.RuntimeEvent;
import io.kubelette.runtime.RuntimeEvent.Change.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HintsTest {

  private final Hints hints = new Hints();

  @Test
  void whatCameBeforeTheLookBeganShowsInIt() {
    hints.add(RuntimeEvent.of("uid"));
    int before = hints.count();
    assertThat(hints.remainAfter(none(), before)).isFalse();
  }

  @Test
  void whatCameDuringALookRemainsEvenIfTheSameWasToldBefore() {
    hints.add(RuntimeEvent.of("uid"));
    int before = hints.count();
    hints.add(RuntimeEvent.of("uid"));
    assertThat(hints.remainAfter(none(), before)).isTrue();
    assertThat(hints.remainAfter(none(), hints.count())).isFalse();
  }

  @ParameterizedTest
  @EnumSource(ObservedContainer.State.class)
  void aContainerShowsItsMakingAndTheStateItIsIn(ObservedContainer.State state) {
    Set<Kind> shown = EnumSet.of(Kind.CREATED);
    if (state == ObservedContainer.State.RUNNING) {
      shown.add(Kind.STARTED);
    }
    if (state == ObservedContainer.State.EXITED) {
      shown.add(Kind.ENDED);
    }
    for (Kind kind : Kind.values()) {
      assertThat(isShown(kind, container(state)))
          .as("%s of %s", kind, state)
          .isEqualTo(shown.contains(kind));
    }
  }

  @ParameterizedTest
  @EnumSource(ObservedSandbox.State.class)
  void aSandboxShowsItsMakingAndTheStateItIsIn(ObservedSandbox.State state) {
    Kind own = state == ObservedSandbox.State.READY ? Kind.STARTED : Kind.ENDED;
    for (Kind kind : Kind.values()) {
      assertThat(isShown(kind, sandbox(state)))
          .as("%s of %s", kind, state)
          .isEqualTo(kind == Kind.CREATED || kind == own);
    }
  }

  @Test
  void whatIsGoneShowsItsEndAndItsRemovalButNotThatItWasMade() {
    assertThat(isShown(Kind.ENDED, none())).isTrue();
    assertThat(isShown(Kind.REMOVED, none())).isTrue();
    assertThat(isShown(Kind.CREATED, none())).isFalse();
    assertThat(isShown(Kind.STARTED, none())).isFalse();
  }

  private static boolean isShown(Kind kind, PodObservation seen) {
    Hints hints = new Hints();
    hints.add(RuntimeEvent.of("uid", new RuntimeEvent.Change("one", kind)));
    return !hints.remainAfter(seen, 0);
  }

  private static PodObservation none() {
    return PodObservation.none(new PodIdentity("owner", "uid", "default", "web"));
  }

  private static PodObservation container(ObservedContainer.State state) {
    ObservedContainer container =
        new ObservedContainer(
            "one", "box", "a", 0, "", "img", "", state, Instant.EPOCH, null, null, Duration.ZERO);
    return new PodObservation(none().pod(), List.of(), List.of(container));
  }

  private static PodObservation sandbox(ObservedSandbox.State state) {
    return new PodObservation(
        none().pod(),
        List.of(new ObservedSandbox("one", 0, state, null, Instant.EPOCH)),
        List.of());
  }
}
