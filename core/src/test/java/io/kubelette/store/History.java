package io.kubelette.store;

import io.kubelette.loop.ThreadIoPool;
import io.kubelette.model.ConfigMap;
import io.kubelette.model.ConfigMapBuilder;
import io.kubelette.model.ObjectMetaBuilder;
import io.kubelette.model.ResourceType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Runs scripts of calls against a store, one thread each, and writes down what happens. */
final class History {

  static final String NAMESPACE = "default";

  private final Store store;
  private final AtomicLong ticks = new AtomicLong();
  private final List<Call> calls = Collections.synchronizedList(new ArrayList<>());

  private History(Store store) {
    this.store = store;
  }

  /** All calls of all scripts, after they have ended. */
  static List<Call> of(Store store, List<List<Call.Step>> scripts) {
    History history = new History(store);
    CyclicBarrier start = new CyclicBarrier(scripts.size());
    CountDownLatch end = new CountDownLatch(scripts.size());
    ThreadIoPool pool = ThreadIoPool.of("history", scripts.size());
    try (pool) {
      scripts.forEach(
          script ->
              pool.execute(
                  () -> {
                    try {
                      start.await();
                      history.run(script);
                    } catch (InterruptedException | BrokenBarrierException broken) {
                      throw new IllegalStateException(broken);
                    } finally {
                      end.countDown();
                    }
                  }));
      if (!end.await(30, TimeUnit.SECONDS)) {
        throw new AssertionError("the calls did not end");
      }
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
    return List.copyOf(history.calls);
  }

  static ConfigMap object(String key, String value) {
    return ConfigMapBuilder.builder()
        .metadata(ObjectMetaBuilder.builder().namespace(NAMESPACE).name(key).build())
        .data(Map.of("value", value))
        .build();
  }

  static String value(ConfigMap object) {
    return String.valueOf(object.data().get("value"));
  }

  static Call.Cell cell(ConfigMap object) {
    String version = String.valueOf(object.metadata().resourceVersion());
    return new Call.Cell(value(object), Revision.of(version));
  }

  private void run(List<Call.Step> script) {
    Map<String, Revision> seen = new HashMap<>();
    for (Call.Step step : script) {
      Revision expected = seen.getOrDefault(step.key(), Revision.ZERO);
      long began = ticks.incrementAndGet();
      Call.Outcome outcome = outcome(step, expected);
      calls.add(new Call(step, expected, began, ticks.incrementAndGet(), outcome));
      outcome.snapshot().forEach((key, cell) -> seen.put(key, cell.revision()));
      if (outcome.cell() != null) {
        seen.put(step.key(), outcome.cell().revision());
      }
    }
  }

  private Call.Outcome outcome(Call.Step step, Revision expected) {
    try {
      return switch (step.verb()) {
        case CREATE -> returned(store.create(object(step.key(), step.value())));
        case UPDATE -> returned(store.update(object(step.key(), step.value()), expected));
        case DELETE ->
            returned(store.delete(ResourceType.CONFIG_MAP, NAMESPACE, step.key(), expected));
        case GET -> got(store.get(ResourceType.CONFIG_MAP, NAMESPACE, step.key()));
        case LIST -> listed(store.list(ResourceType.CONFIG_MAP, NAMESPACE));
      };
    } catch (StoreException refusal) {
      return Call.Outcome.refused(refusal.kind());
    }
  }

  private static Call.Outcome returned(ConfigMap object) {
    return Call.Outcome.returned(cell(object));
  }

  private static Call.Outcome got(Optional<ConfigMap> object) {
    return Call.Outcome.returned(object.map(History::cell).orElse(null));
  }

  private static Call.Outcome listed(Listing<ConfigMap> listing) {
    Map<String, Call.Cell> snapshot = new HashMap<>();
    listing.items().forEach(item -> snapshot.put(item.metadata().name(), cell(item)));
    return Call.Outcome.listed(snapshot, listing.revision());
  }
}
