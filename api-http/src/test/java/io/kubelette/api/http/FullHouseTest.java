package io.kubelette.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubelette.api.ApiConfig;
import io.kubelette.api.ApiServer;
import io.kubelette.api.PodAccess;
import io.kubelette.loop.NamedThreads;
import io.kubelette.manifest.Manifests;
import io.kubelette.store.MemoryStore;
import java.lang.reflect.Proxy;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A server all of whose streams are taken, by a log that does not end when it should. */
class FullHouseTest {

  private static final String POD =
      "{apiVersion: v1, kind: Pod, metadata: {name: web}, spec: {nodeName: here, containers: [{name:"
          + " main, image: any}]}}";

  private final MemoryStore store = MemoryStore.create();
  private final ApiServer api = ApiServer.over(store, ApiConfig.defaults());
  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch interrupted = new CountDownLatch(1);
  private final CountDownLatch mayEnd = new CountDownLatch(1);
  private final ApiHttpServer server =
      ApiHttpServer.over(api)
          .node("here", endlessLog())
          .metrics(() -> "pods 1\n")
          .limits(oneStream())
          .start();

  private static HttpLimits oneStream() {
    HttpLimits limits = HttpLimits.defaults();
    Duration time = limits.stallTimeout();
    return new HttpLimits(1000, 10_000, 10, 1, 10_000, 10_000, time, time, time);
  }

  /** The only thing that is asked of it is a log. */
  private PodAccess endlessLog() {
    return (PodAccess)
        Proxy.newProxyInstance(
            PodAccess.class.getClassLoader(),
            new Class<?>[] {PodAccess.class},
            (access, method, arguments) -> {
              begun.countDown();
              while (mayEnd.getCount() > 0) {
                try {
                  mayEnd.await();
                } catch (InterruptedException told) {
                  interrupted.countDown();
                }
              }
              return null;
            });
  }

  @AfterEach
  void close() {
    mayEnd.countDown();
    server.close();
    store.close();
  }

  @Test
  void whatIsUsedIsToldToWhoeverAsks() throws Exception {
    try (Socket follower = follow()) {
      assertThat(follower.isConnected()).isTrue();
      assertThat(get("/api/v1/namespaces/default/pods/web/log").statusCode()).isEqualTo(429);
      assertThat(get("/metrics").body())
          .contains("\n# TYPE kubelette_api_streams gauge\nkubelette_api_streams 1\n")
          .containsPattern("\nkubelette_api_connections [1-9]\\d*\n")
          .endsWith("\npods 1\n");
      assertThat(get("/apis/metrics.k8s.io/v1beta1/nodes").body()).contains("NodeMetricsList");
      mayEnd.countDown();
    }
  }

  @Test
  void whoeverClosesItWaitsUntilItIsClosed() throws Exception {
    AtomicBoolean allowed = new AtomicBoolean();
    AtomicBoolean early = new AtomicBoolean();
    NamedThreads threads = NamedThreads.numbered("closing");
    try (Socket follower = follow()) {
      Thread first = threads.newThread(server::close);
      first.start();
      assertThat(interrupted.await(1, TimeUnit.MINUTES)).isTrue();
      assertThat(follower.getInputStream().readAllBytes()).isEmpty();
      Thread second =
          threads.newThread(
              () -> {
                server.close();
                early.set(!allowed.get());
              });
      second.start();
      while (second.getState() == Thread.State.NEW || second.getState() == Thread.State.RUNNABLE) {
        Thread.onSpinWait();
      }
      allowed.set(true);
      mayEnd.countDown();
      first.join();
      second.join();
    }
    assertThat(early).isFalse();
  }

  /** Takes the only stream there is. */
  private Socket follow() throws Exception {
    api.create(Manifests.parse("pod", POD).get(0).object());
    Socket socket = new Socket(server.address().getAddress(), server.address().getPort());
    String request =
        "GET /api/v1/namespaces/default/pods/web/log?follow=true HTTP/1.1\r\n"
            + "Host: localhost\r\n\r\n";
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    assertThat(begun.await(1, TimeUnit.MINUTES)).isTrue();
    return socket;
  }

  private HttpResponse<String> get(String path) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(URI.create(server.url() + path)).build();
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
  }
}
