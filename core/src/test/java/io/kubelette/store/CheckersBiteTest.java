package io.kubelette.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubelette.loop.ManualEventLoop;
import io.kubelette.loop.ManualTime;
import io.kubelette.model.ConfigMap;
import io.kubelette.model.ResourceType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The checkers of {@link StoreContract} find planted bugs within a few random histories. */
final class CheckersBiteTest {

  private static final int HISTORIES = 300;

  @ParameterizedTest
  @EnumSource(
      value = BrokenStore.Bug.class,
      names = {"LOST_UPDATE", "STALE_READ", "SECOND_CREATE"})
  void aStoreThatIsNotLinearizableIsFound(BrokenStore.Bug bug) {
    assertThat(linearizableHistories(bug)).isLessThan(HISTORIES);
  }

  @ParameterizedTest
  @EnumSource(
      value = BrokenStore.Bug.class,
      names = {"DROPPED_EVENT", "REPEATED_EVENT", "SWAPPED_EVENTS"})
  void aWatchThatIsNotEveryChangeOnceInOrderIsFound(BrokenStore.Bug bug) {
    assertThat(faultlessWatches(bug)).isLessThan(HISTORIES);
  }

  @Test
  void aStoreWithoutABugIsCleared() {
    assertThat(linearizableHistories(BrokenStore.Bug.NONE)).isEqualTo(HISTORIES);
    assertThat(faultlessWatches(BrokenStore.Bug.NONE)).isEqualTo(HISTORIES);
  }

  private static int linearizableHistories(BrokenStore.Bug bug) {
    int held = 0;
    for (int seed = 0; seed < HISTORIES; seed++) {
      try (Store store = new BrokenStore(bug)) {
        held += Linearizability.holds(History.of(store, scripts(seed))) ? 1 : 0;
      }
    }
    return held;
  }

  private static int faultlessWatches(BrokenStore.Bug bug) {
    int faultless = 0;
    for (int seed = 0; seed < HISTORIES; seed++) {
      ManualTime time = ManualTime.at(Instant.EPOCH);
      RecordingListener<ConfigMap> listener = new RecordingListener<>();
      try (Store store = new BrokenStore(bug)) {
        List<Call> calls = History.of(store, scripts(seed));
        Watch watch =
            store.watch(
                new WatchRequest<>(ResourceType.CONFIG_MAP, "", Revision.ZERO),
                ManualEventLoop.on(time),
                listener);
        watch.bookmark();
        time.runReady();
        boolean clear =
            WatchedChanges.faults(listener.untilBookmark(), calls, Revision.ZERO).isEmpty();
        faultless += clear ? 1 : 0;
      }
    }
    return faultless;
  }

  private static List<List<Call.Step>> scripts(int seed) {
    Random random = new Random(seed);
    List<List<Call.Step>> scripts = new ArrayList<>();
    for (int thread = 0; thread < 3; thread++) {
      List<Call.Step> script = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        Call.Verb verb = Call.Verb.values()[random.nextInt(Call.Verb.values().length)];
        script.add(new Call.Step(verb, "key-" + random.nextInt(2), "v" + random.nextInt(1000)));
      }
      scripts.add(script);
    }
    return scripts;
  }
}
