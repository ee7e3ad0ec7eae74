package io.kubelette.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubelette.api.Paging.VersionMatch;
import io.kubelette.model.ConfigMap;
import io.kubelette.model.KubernetesObject;
import io.kubelette.model.ResourceType;
import io.kubelette.store.MemoryStore;
import io.kubelette.store.Revision;
import io.kubelette.store.Store;
import io.kubelette.store.StoreException;
import io.kubelette.store.WatchEvent;
import io.kubelette.store.WatchListener;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Lists of states that have passed. */
final class PastListsTest {

  private static final Query<ConfigMap> ALL = Query.of(ResourceType.CONFIG_MAP).in("default");

  @Property(tries = 100)
  void everyStateThatTheLogKnowsIsListedAsItWas(
      @ForAll @Size(max = 40) List<@IntRange(min = 0, max = 11) Integer> writes) {
    TestCluster cluster = TestCluster.create();
    List<Revision> revisions = new ArrayList<>();
    List<Map<String, String>> states = new ArrayList<>();
    for (int i = 0; i < writes.size(); i++) {
      write(cluster.api, "m" + writes.get(i) % 4, writes.get(i) / 4, "v" + i);
      revisions.add(cluster.api.revision());
      states.add(data(cluster.api.items(ALL)));
    }
    for (int i = 0; i < revisions.size(); i++) {
      Page<ConfigMap> past = exactly(cluster, revisions.get(i), Paging.all());
      assertThat(data(past.items())).isEqualTo(states.get(i));
      assertThat(past.revision()).isEqualTo(revisions.get(i));
    }
  }

  private static void write(ApiServer api, String name, int kind, String value) {
    boolean there = api.find(ResourceType.CONFIG_MAP, "default", name).isPresent();
    if (kind == 0 && there) {
      api.delete(ResourceType.CONFIG_MAP, "default", name, DeleteOptions.defaults());
    } else if (there) {
      api.update(map(name, value));
    } else {
      api.create(map(name, value));
    }
  }

  @Test
  void pagesAndSelectorsAreThoseOfThePastState() {
    TestCluster cluster = TestCluster.create();
    for (int i = 0; i < 4; i++) {
      cluster.api.create(map("m" + i, "old"));
    }
    Revision then = cluster.api.revision();
    for (int i = 0; i < 4; i++) {
      cluster.api.update(map("m" + i, "new"));
    }
    Query<ConfigMap> old = ALL.where(map -> "old".equals(map.data().get("k")));
    assertThat(cluster.api.requests().list(old, at(then, Paging.all())).items()).hasSize(4);
    Page<ConfigMap> first = exactly(cluster, then, Paging.of(3));
    assertThat(first.items()).hasSize(3);
    Page<ConfigMap> second =
        cluster.api.requests().list(ALL, Paging.of(3).from(first.continueToken()));
    assertThat(second.items())
        .singleElement()
        .satisfies(map -> assertThat(map.data()).containsValue("old"));
    assertThat(second.revision()).isEqualTo(then);
  }

  @Test
  void aStateThatTheLogHasForgottenIsGone() {
    TestCluster cluster = TestCluster.keeping(3);
    cluster.api.create(map("m", "first"));
    Revision then = cluster.api.revision();
    for (int i = 0; i < 4; i++) {
      cluster.api.update(map("m", "later" + i));
    }
    assertThatThrownBy(() -> exactly(cluster, then, Paging.all()))
        .isInstanceOfSatisfying(
            ApiException.class,
            refused -> assertThat(refused.kind()).isEqualTo(ApiException.Kind.GONE))
        .hasMessage("The resourceVersion for the provided list is too old.");
  }

  /** Each change that is told brings another: who waited for the newest would wait for ever. */
  @Test
  @Timeout(60)
  void aListOfThePastDoesNotRunAfterThoseWhoWrite() {
    MemoryStore store = MemoryStore.create();
    List<Runnable> meanwhile = new ArrayList<>();
    ApiServer api =
        ApiServer.over(
            (Store)
                Proxy.newProxyInstance(
                    Store.class.getClassLoader(),
                    new Class<?>[] {Store.class},
                    (proxy, method, arguments) -> {
                      if (method.getName().equals("watch")) {
                        arguments[2] = told((WatchListener<?>) arguments[2], meanwhile);
                      }
                      return method.invoke(store, arguments);
                    }),
            ApiConfig.defaults());
    api.create(map("m", "old"));
    Revision then = api.revision();
    api.update(map("m", "new"));
    meanwhile.add(() -> api.update(map("m", "v" + api.revision())));

    Page<ConfigMap> past = api.requests().list(ALL, at(then, Paging.all()));

    assertThat(data(past.items())).containsExactly(Map.entry("m", "old"));
    store.close();
  }

  private static <T extends KubernetesObject> WatchListener<T> told(
      WatchListener<T> listener, List<Runnable> meanwhile) {
    return new WatchListener<>() {
      @Override
      public void changed(WatchEvent<T> event) {
        meanwhile.forEach(Runnable::run);
        listener.changed(event);
      }

      @Override
      public void bookmark(Revision revision) {
        listener.bookmark(revision);
      }

      @Override
      public void ended(StoreException reason) {
        listener.ended(reason);
      }
    };
  }

  /** While others write, the pages of a list are all of its state, and lists take bounded room. */
  @Test
  void pagesStayConsistentAndOnlySoManyObjectsAreKeptForThem() {
    TestCluster cluster = TestCluster.create();
    for (int i = 0; i < 1001; i++) {
      cluster.api.create(map("m" + i, "first"));
    }
    List<String> tokens = new ArrayList<>();
    for (int i = 0; i < 101; i++) {
      tokens.add(cluster.api.requests().list(ALL, Paging.of(1000)).continueToken());
      cluster.api.update(map("m999", "v" + i));
    }
    assertThatThrownBy(() -> next(cluster, tokens.get(1)))
        .as("99 lists of 1001 objects are kept")
        .isInstanceOfSatisfying(
            ApiException.class,
            refused -> assertThat(refused.kind()).isEqualTo(ApiException.Kind.GONE));
    assertThat(data(next(cluster, tokens.get(2)).items())).containsExactly(Map.entry("m999", "v1"));
    assertThat(data(next(cluster, tokens.get(100)).items()))
        .containsExactly(Map.entry("m999", "v99"));
  }

  private static Page<ConfigMap> next(TestCluster cluster, String token) {
    return cluster.api.requests().list(ALL, Paging.of(1000).from(token));
  }

  @Test
  void whatContinuesAListMatchesNoOtherVersion() {
    TestCluster cluster = TestCluster.create();
    Paging next = Paging.of(1).from("any").at("", VersionMatch.EXACT);
    assertThatThrownBy(() -> cluster.api.requests().list(ALL, next))
        .hasMessageContaining("resourceVersionMatch is forbidden for continue");
  }

  private static Page<ConfigMap> exactly(TestCluster cluster, Revision then, Paging paging) {
    return cluster.api.requests().list(ALL, at(then, paging));
  }

  private static Paging at(Revision then, Paging paging) {
    return paging.at(then.toString(), VersionMatch.EXACT);
  }

  private static Map<String, String> data(List<ConfigMap> maps) {
    Map<String, String> data = new TreeMap<>();
    maps.forEach(map -> data.put(map.metadata().name(), map.data().get("k")));
    return data;
  }

  private static ConfigMap map(String name, String value) {
    return TestCluster.object(
        ConfigMap.class,
        "{apiVersion: v1, kind: ConfigMap, metadata: {name: %s}, data: {k: %s}}"
            .formatted(name, value));
  }
}
