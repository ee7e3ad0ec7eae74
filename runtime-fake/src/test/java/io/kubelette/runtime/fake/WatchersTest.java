package io.kubelette.runtime.fake;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubelette.loop.ManualEventLoop;
import io.kubelette.loop.ManualTime;
import io.kubelette.runtime.ContainerRuntime.Subscription;
import io.kubelette.runtime.PodIdentity;
import io.kubelette.runtime.RuntimeEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WatchersTest {

  private static final PodIdentity WEB = new PodIdentity("node-a", "uid-web", "default", "web");
  private static final PodIdentity DB = new PodIdentity("node-a", "uid-db", "default", "db");
  private static final PodIdentity ELSE = new PodIdentity("node-b", "uid-else", "default", "else");

  private final ManualTime time = ManualTime.at(Instant.EPOCH);
  private final Watchers watchers = new Watchers(ManualEventLoop.on(time));
  private final List<String> heard = new ArrayList<>();

  private void tell(PodIdentity pod) {
    watchers.tell(pod.owner(), RuntimeEvent.of(pod.uid()));
  }

  @Test
  void eventsUnderWayAreJoinedAndOthersFollow() {
    watchers.add("node-a", event -> heard.add(event.toString()));
    tell(WEB);
    tell(DB);
    tell(WEB);
    tell(ELSE);
    time.runReady();
    assertThat(heard).containsExactly("pod uid-web", "pod uid-db");
    tell(WEB);
    time.runReady();
    assertThat(heard).hasSize(3);
  }

  @Test
  void aChangeMadeByAListenerIsHeardToo() {
    watchers.add(
        "node-a",
        event -> {
          heard.add(event.toString());
          if (heard.size() < 3) {
            tell(WEB);
          }
        });
    tell(WEB);
    time.runReady();
    assertThat(heard).containsExactly("pod uid-web", "pod uid-web", "pod uid-web");
  }

  @Test
  void whoUnsubscribesHearsNothingOfWhatIsUnderWay() {
    Subscription subscription = watchers.add("node-a", event -> heard.add(event.toString()));
    tell(WEB);
    watchers.relist();
    subscription.close();
    time.runReady();
    assertThat(heard).isEmpty();
  }

  @Test
  void aListenerMayUnsubscribeItself() {
    List<Subscription> own = new ArrayList<>();
    own.add(
        watchers.add(
            "node-a",
            event -> {
              heard.add(event.toString());
              own.get(0).close();
            }));
    tell(WEB);
    tell(DB);
    time.runReady();
    assertThat(heard).containsExactly("pod uid-web");
  }

  @Test
  void lostEventsEndInARelist() {
    List<RuntimeEvent> events = new ArrayList<>();
    watchers.add("node-a", events::add);
    watchers.lose();
    tell(WEB);
    watchers.relist();
    tell(DB);
    time.runReady();
    assertThat(events).extracting(Object::toString).containsExactly("relist", "pod uid-db");
  }
}
