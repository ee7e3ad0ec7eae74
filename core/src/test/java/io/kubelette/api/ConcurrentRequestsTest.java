package io.kubelette.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubelette.loop.NamedThreads;
import io.kubelette.model.ConfigMap;
import io.kubelette.model.ResourceType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.RepeatedTest;

/** Requests that meet. */
class ConcurrentRequestsTest {

  private static final int WRITERS = 4;
  private static final int ROUNDS = 25;

  private final ApiServer api = TestCluster.create().api;
  private final ApiRequests requests = api.requests();
  private final Place<ConfigMap> place = Place.of(ResourceType.CONFIG_MAP, "default", "shared");

  @RepeatedTest(10)
  void appliesOfManyManagersAtOnceAllTakeEffect() throws Exception {
    together(
        writer -> {
          for (int i = 0; i < ROUNDS; i++) {
            apply("manager-" + writer, "{data: {key-%d: value-%d}}".formatted(writer, i));
          }
        });

    ConfigMap stored = api.get(ResourceType.CONFIG_MAP, "default", "shared");
    assertThat(stored.data())
        .hasSize(WRITERS)
        .allSatisfy((key, value) -> assertThat(value).isEqualTo("value-24"));
    assertThat(stored.metadata().managedFields()).hasSize(WRITERS);
  }

  @RepeatedTest(10)
  void pagesStayOneStateWhileOthersWrite() throws Exception {
    for (int i = 0; i < 50; i++) {
      create("m" + (100 + i));
    }
    together(
        writer -> {
          if (writer == 0) {
            readInPages();
          } else {
            for (int i = 0; i < ROUNDS; i++) {
              create("w" + writer + "-" + i);
            }
          }
        });
  }

  private void readInPages() {
    for (int round = 0; round < ROUNDS; round++) {
      Query<ConfigMap> all = Query.of(ResourceType.CONFIG_MAP);
      Set<String> names = new HashSet<>();
      Page<ConfigMap> page = requests.list(all, Paging.of(7));
      long expected = page.items().size() + page.remaining();
      while (true) {
        page.items().forEach(each -> names.add(String.valueOf(each.metadata().name())));
        if (page.continueToken().isEmpty()) {
          break;
        }
        page = requests.list(all, Paging.of(7).from(page.continueToken()));
      }
      assertThat(names).hasSize((int) expected);
    }
  }

  private void apply(String manager, String text) {
    requests.patch(place, new Patch(Patch.Type.APPLY, text), WriteOptions.defaults().by(manager));
  }

  private void create(String name) {
    api.create(
        TestCluster.object("{apiVersion: v1, kind: ConfigMap, metadata: {name: " + name + "}}"));
  }

  private interface Work {
    void of(int writer);
  }

  private static void together(Work work) throws Exception {
    NamedThreads names = NamedThreads.numbered("writer");
    CyclicBarrier start = new CyclicBarrier(WRITERS);
    List<Throwable> failures = new CopyOnWriteArrayList<>();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < WRITERS; i++) {
      int writer = i;
      Thread thread =
          names.newThread(
              () -> {
                try {
                  start.await();
                  work.of(writer);
                } catch (Exception | AssertionError failure) {
                  failures.add(failure);
                }
              });
      threads.add(thread);
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(failures).isEmpty();
  }
}
