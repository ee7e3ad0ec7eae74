package io.kubelette.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kubelette.Kubelette;
import io.kubelette.api.ApiException;
import io.kubelette.api.DeleteOptions;
import io.kubelette.api.Query;
import io.kubelette.api.http.ApiHttpServer;
import io.kubelette.api.http.HttpLimits;
import io.kubelette.model.Pod;
import io.kubelette.model.ResourceType;
import io.kubelette.pod.PodManagerConfig;
import io.kubelette.proxy.nio.NioServiceProxy;
import io.kubelette.runtime.fake.FakeRuntime;
import io.kubelette.runtime.fake.Programs;
import io.netty.util.ResourceLeakDetector;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Thousands of requests and sessions that are nearly right: each is answered or cut, none breaks
 * anything inside, and afterwards there is room for as many clients as before, on a node that runs
 * pods.
 */
class ApiFuzzTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration LONG = Duration.ofMinutes(10);
  private static final int CONNECTIONS = 16;
  private static final int STREAMS = 4;
  private static final int SHORT = 2000;
  private static final int ROUND = 250;

  private final ResourceLeakDetector.Level level = ResourceLeakDetector.getLevel();
  private Kubelette node;
  private ApiHttpServer http;

  @BeforeEach
  void start() {
    ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
    FakeRuntime runtime =
        FakeRuntime.create()
            .image("hello:1", Programs.httpHello(8080))
            .command("echo", container -> 0)
            .command(
                "cat",
                container -> {
                  container.in().transferTo(container.out());
                  return 0;
                });
    node =
        Kubelette.builder()
            .runtime(runtime)
            .proxy(NioServiceProxy.create())
            .owner("fuzz-" + UUID.randomUUID().toString().substring(0, 8))
            .pods(PodManagerConfig.forTests())
            .start();
    HttpLimits given = HttpLimits.defaults();
    HttpLimits few =
        new HttpLimits(
            given.bodyBytes(),
            given.headerBytes(),
            CONNECTIONS,
            STREAMS,
            given.backlogBytes(),
            given.cacheBytes(),
            given.requestTimeout(),
            given.idleTimeout(),
            given.stallTimeout());
    http = ApiHttpServer.over(node.api()).node(node.name(), node.pods()).limits(few).start();
  }

  @AfterEach
  void close() {
    http.close();
    node.close();
    ResourceLeakDetector.setLevel(level);
  }

  @Test
  @Timeout(value = 5, unit = TimeUnit.MINUTES)
  void nothingBreaksHangsOrLeaks() {
    for (int seed = 0; seed < SHORT; seed++) {
      play(seed);
    }
    assertWell();
  }

  @Test
  @Tag("long")
  @Timeout(value = 20, unit = TimeUnit.MINUTES)
  void nothingBreaksHangsOrLeaksInTenMinutes() {
    long end = System.nanoTime() + LONG.toNanos();
    for (long seed = 1_000_000; System.nanoTime() < end; seed++) {
      play(seed);
    }
    assertWell();
  }

  private void play(long seed) {
    if (seed % ROUND == 0) {
      cleanUp();
    }
    Script script = Scripts.of(seed);
    assertThat(new Visit(http.address()).play(script))
        .as(() -> "seed " + seed + ": " + script)
        .isEmpty();
  }

  /** What the requests left behind shall not become too much; and there is a pod to talk to. */
  private void cleanUp() {
    for (Pod pod : node.api().list(Query.of(ResourceType.POD)).items()) {
      if (!pod.metadata().name().equals("target")) {
        delete(pod);
      }
    }
    run("target");
  }

  private void delete(Pod pod) {
    try {
      node.api()
          .delete(
              ResourceType.POD,
              pod.metadata().namespace(),
              pod.metadata().name(),
              DeleteOptions.defaults().withGracePeriod(Duration.ZERO));
    } catch (ApiException gone) {
      // An earlier script has ended it meanwhile.
      assertThat(gone.kind()).isEqualTo(ApiException.Kind.NOT_FOUND);
    }
  }

  /**
   * There is a pod of this name that runs, and goes on running: one that a script has told to end
   * is waited for, and then made anew. What is applied while it still ends changes nothing.
   */
  private void run(String name) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              Optional<Pod> there = node.api().find(ResourceType.POD, "default", name);
              if (there.isEmpty()) {
                apply(name);
              }
              assertThat(there)
                  .hasValueSatisfying(
                      pod -> {
                        assertThat(pod.metadata().deletionTimestamp()).isNull();
                        assertThat(pod.status().phase())
                            .as(() -> pod.status().toString())
                            .isEqualTo("Running");
                      });
            });
  }

  private void apply(String name) {
    node.apply(
        """
        apiVersion: v1
        kind: Pod
        metadata: {name: %s}
        spec:
          nodeName: %s
          containers: [{name: web, image: "hello:1", stdin: true}]
        """
            .formatted(name, node.name()));
  }

  private void assertWell() {
    run("afterwards");
    run("target");
    Visitors.awaitRoom(http.address(), CONNECTIONS, Visitors.HEALTH);
    Visitors.awaitRoom(http.address(), STREAMS, Visitors.COMMAND);
    http.close();
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(threads()).isEmpty());
    assertThat(CountedLeaks.found()).isEmpty();
  }

  private static List<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(Thread::isAlive)
        .map(Thread::getName)
        .filter(name -> name.startsWith("kubelette-http"))
        .toList();
  }
}
