package io.kubelette.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubelette.model.ConfigMap;
import io.kubelette.model.ResourceType;
import io.kubelette.store.Revision;
import io.kubelette.store.StoreException;
import io.kubelette.store.Watch;
import io.kubelette.store.WatchEvent;
import io.kubelette.store.WatchListener;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestWatchTest {

  private final TestCluster cluster = TestCluster.keeping(64);
  private final ApiRequests requests = cluster.api.requests();
  private final List<String> told = new ArrayList<>();

  @ParameterizedTest
  @ValueSource(strings = {"", "0"})
  void whatIsThereComesFirstThenWhatChanges(String version) {
    create("a");
    create("b");
    watch(WatchStart.after(version));
    create("c");
    cluster.time.runReady();

    assertThat(told).containsExactly("ADDED a", "ADDED b", "ADDED c");
  }

  @Test
  void aRevisionTellsOnlyWhatCameAfterIt() {
    create("a");
    String version = cluster.api.revision().toString();
    create("b");
    watch(WatchStart.after(version));
    cluster.time.runReady();

    assertThat(told).containsExactly("ADDED b");
  }

  @Test
  void initialEventsEndWithABookmark() {
    for (int i = 0; i < 150; i++) {
      create("m" + i);
    }
    watch(new WatchStart("", WatchStart.InitialEvents.SEND));
    cluster.time.runReady();
    create("late");
    cluster.time.runReady();

    assertThat(told).hasSize(152);
    assertThat(told.subList(150, 152)).containsExactly("bookmark", "ADDED late");
  }

  @Test
  void bookmarksAreAnsweredBeforeAndAfterTheState() {
    create("a");
    Watch watch = watch(WatchStart.now());
    watch.bookmark();
    cluster.time.runReady();
    watch.bookmark();
    cluster.time.runReady();

    assertThat(told).containsExactly("ADDED a", "bookmark", "bookmark");
  }

  @Test
  void aClosedWatchTellsNothing() {
    create("a");
    watch(WatchStart.now()).close();
    cluster.time.runReady();
    create("b");
    cluster.time.runReady();

    assertThat(told).isEmpty();
  }

  @Test
  void aRevisionThatIsNoLongerKeptEndsTheWatch() {
    String old = cluster.api.revision().toString();
    for (int i = 0; i < 70; i++) {
      create("m" + i);
    }
    watch(WatchStart.after(old));
    cluster.time.runReady();

    assertThat(told).containsExactly("ended COMPACTED");
    assertThatThrownBy(() -> watch(WatchStart.after("x")))
        .isInstanceOf(ApiException.class)
        .hasMessageContaining("invalid resource version");
  }

  @Test
  void anObjectThatLeavesTheSelectorIsDeletedAsItWasWithin() {
    create("a");
    Query<ConfigMap> labelled = requests.query(ResourceType.CONFIG_MAP, "default", "app=web", "");
    requests.watch(labelled, WatchStart.now(), cluster.loop, new Listener());
    cluster.time.runReady();
    ConfigMap map = cluster.api.get(ResourceType.CONFIG_MAP, "default", "a");
    ConfigMap in =
        cluster.api.update(map.withMetadata(map.metadata().withLabels(Map.of("app", "web"))));
    cluster.api.update(in.withMetadata(in.metadata().withLabels(Map.of())));
    cluster.time.runReady();

    assertThat(told).containsExactly("ADDED a {app=web}", "DELETED a {app=web}");
  }

  private Watch watch(WatchStart start) {
    return requests.watch(Query.of(ResourceType.CONFIG_MAP), start, cluster.loop, new Listener());
  }

  private void create(String name) {
    cluster.api.create(
        TestCluster.object("{apiVersion: v1, kind: ConfigMap, metadata: {name: " + name + "}}"));
  }

  private final class Listener implements WatchListener<ConfigMap> {
    @Override
    public void changed(WatchEvent<ConfigMap> event) {
      Map<String, String> labels = event.object().metadata().labels();
      told.add(
          event.type()
              + " "
              + event.object().metadata().name()
              + (labels.isEmpty() ? "" : " " + labels));
    }

    @Override
    public void bookmark(Revision revision) {
      told.add("bookmark");
    }

    @Override
    public void ended(StoreException reason) {
      told.add("ended " + reason.kind());
    }
  }
}
