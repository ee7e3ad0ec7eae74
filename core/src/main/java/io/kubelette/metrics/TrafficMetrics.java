package io.kubelette.metrics;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToLongFunction;

/**
 * The traffic of services as Micrometer meters.
 *
 * <p>{@code kubelette.proxy.connections}, {@code .connections.open}, {@code .failures}, {@code
 * .bytes}, {@code .datagrams} and {@code .datagrams.dropped} have the tags {@code namespace},
 * {@code service} and {@code port}; those of endpoints begin with {@code kubelette.proxy.endpoint}
 * and have the tag {@code endpoint} as well. Bytes and datagrams have the tag {@code direction}:
 * {@code up} is from the client.
 *
 * <p>Services and endpoints come and go: whenever the gauge {@code kubelette.proxy.ports} is read,
 * which every publication of the registry does, meters follow; {@link #refresh} does the same.
 * Thread-safe because all state is guarded by this object.
 */
public final class TrafficMetrics implements MeterBinder {

  private static final String SERVICE = "kubelette.proxy.";
  private static final String ENDPOINT = "kubelette.proxy.endpoint.";

  /** What is measured: a port of a service, or one endpoint of it where that is not empty. */
  private record Row(ServiceTraffic.Port port, String endpoint) {}

  private record Bound(MeterRegistry registry, Map<Row, List<Meter>> meters) {}

  private final TrafficSource source;
  private final List<Bound> bounds = new ArrayList<>();

  /** Meters of what the source counts. */
  public TrafficMetrics(TrafficSource source) {
    this.source = source;
  }

  @Override
  public synchronized void bindTo(MeterRegistry registry) {
    Bound bound = new Bound(registry, new HashMap<>());
    bounds.add(bound);
    Gauge.builder(SERVICE + "ports", this, TrafficMetrics::refresh)
        .description("service ports that are served")
        .strongReference(true)
        .register(registry);
    follow(bound, rows());
  }

  /**
   * Makes meters of services and endpoints that are new, and removes those of what is gone.
   *
   * @return how many service ports there are
   */
  public synchronized int refresh() {
    Set<Row> rows = rows();
    bounds.forEach(bound -> follow(bound, rows));
    return (int) rows.stream().filter(row -> row.endpoint().isEmpty()).count();
  }

  private Set<Row> rows() {
    Set<Row> rows = new HashSet<>();
    for (ServiceTraffic one : source.traffic()) {
      rows.add(new Row(one.port(), ""));
      one.endpoints().keySet().forEach(endpoint -> rows.add(new Row(one.port(), endpoint)));
    }
    return rows;
  }

  private void follow(Bound bound, Set<Row> rows) {
    Set<Row> gone = new HashSet<>(bound.meters().keySet());
    gone.removeAll(rows);
    for (Row row : gone) {
      bound.meters().remove(row).forEach(bound.registry()::remove);
    }
    for (Row row : rows) {
      bound.meters().computeIfAbsent(row, fresh -> meters(fresh, bound.registry()));
    }
  }

  private List<Meter> meters(Row row, MeterRegistry registry) {
    boolean service = row.endpoint().isEmpty();
    String prefix = service ? SERVICE : ENDPOINT;
    Tags tags =
        Tags.of(
            "namespace", row.port().namespace(),
            "service", row.port().service(),
            "port", row.port().port());
    Maker maker = new Maker(registry, row, service ? tags : tags.and("endpoint", row.endpoint()));
    Meter open =
        Gauge.builder(prefix + "connections.open", () -> counts(row).open())
            .tags(maker.tags)
            .register(registry);
    return List.of(
        open,
        maker.counter(prefix + "connections", Tags.empty(), TrafficCounts::opened),
        maker.counter(prefix + "failures", Tags.empty(), TrafficCounts::failures),
        maker.counter(prefix + "bytes", Tags.of("direction", "up"), TrafficCounts::bytesUp),
        maker.counter(prefix + "bytes", Tags.of("direction", "down"), TrafficCounts::bytesDown),
        maker.counter(prefix + "datagrams", Tags.of("direction", "up"), TrafficCounts::datagramsUp),
        maker.counter(
            prefix + "datagrams", Tags.of("direction", "down"), TrafficCounts::datagramsDown),
        maker.counter(prefix + "datagrams.dropped", Tags.empty(), TrafficCounts::datagramsDropped));
  }

  private TrafficCounts counts(Row row) {
    return source
        .traffic(row.port())
        .map(
            one ->
                row.endpoint().isEmpty()
                    ? one.counts()
                    : one.endpoints().getOrDefault(row.endpoint(), TrafficCounts.NONE))
        .orElse(TrafficCounts.NONE);
  }

  /** Makes the counters of one row. */
  private final class Maker {

    private final MeterRegistry registry;
    private final Row row;
    private final Tags tags;

    Maker(MeterRegistry registry, Row row, Tags tags) {
      this.registry = registry;
      this.row = row;
      this.tags = tags;
    }

    Meter counter(String name, Tags more, ToLongFunction<TrafficCounts> count) {
      return FunctionCounter.builder(
              name, TrafficMetrics.this, metrics -> count.applyAsLong(metrics.counts(row)))
          .tags(tags.and(more))
          .register(registry);
    }
  }
}
