package io.kubelette.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubelette.api.ApiConfig;
import io.kubelette.api.ApiServer;
import io.kubelette.store.MemoryStore;
import io.kubelette.store.Store;
import io.kubelette.store.Watch;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The store is somebody else's, and may live on. */
class WatchEndTest {

  private static final int WATCHERS = 20;

  private final AtomicInteger open = new AtomicInteger();
  private final MemoryStore store = MemoryStore.create();

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void noWatchOfTheStoreOutlivesTheServer() throws IOException {
    ApiHttpServer server =
        ApiHttpServer.over(ApiServer.over(counted(), ApiConfig.defaults())).start();
    List<InputStream> watchers = new ArrayList<>();
    for (int i = 0; i < WATCHERS; i++) {
      URI watch = URI.create(server.url() + "/api/v1/namespaces?watch=1");
      InputStream lines = watch.toURL().openStream();
      // The namespaces that are there: afterwards the watch is open.
      for (int next = lines.read(); next != '\n'; next = lines.read()) {
        assertThat(next).isNotNegative();
      }
      watchers.add(lines);
    }
    assertThat(open).hasPositiveValue();
    server.close();
    assertThat(open).hasValue(0);
    for (InputStream one : watchers) {
      one.close();
    }
  }

  /** The store, with its open watches counted. */
  private Store counted() {
    return proxy(
        Store.class,
        store,
        (name, answer) -> {
          if (!name.equals("watch")) {
            return answer;
          }
          open.incrementAndGet();
          return proxy(
              Watch.class,
              (Watch) answer,
              (inner, nothing) -> {
                if (inner.equals("close")) {
                  open.decrementAndGet();
                }
                return nothing;
              });
        });
  }

  /** What is to be answered instead. */
  private interface Answering {
    Object instead(String method, Object answer);
  }

  private static <T> T proxy(Class<T> type, T target, Answering answering) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              try {
                return answering.instead(method.getName(), method.invoke(target, arguments));
              } catch (InvocationTargetException failure) {
                throw failure.getCause();
              }
            }));
  }
}
