package io.kubelette.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TrafficMetricsTest {

  private static final ServiceTraffic.Port WEB = new ServiceTraffic.Port("default", "web", "http");

  private final List<ServiceTraffic> served = new ArrayList<>();
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final TrafficMetrics metrics = new TrafficMetrics(new Listed());

  @Test
  void countsAreReadWhenTheyAreAskedFor() {
    serve(counts(3), Map.of("10.0.0.1:80", counts(2)));
    metrics.bindTo(registry);
    assertThat(counter("kubelette.proxy.connections")).isEqualTo(3);
    assertThat(counter("kubelette.proxy.endpoint.connections")).isEqualTo(2);
    serve(counts(5), Map.of("10.0.0.1:80", counts(4)));
    assertThat(counter("kubelette.proxy.connections")).isEqualTo(5);
    assertThat(counter("kubelette.proxy.endpoint.connections")).isEqualTo(4);
  }

  @Test
  void directionsAreApart() {
    serve(new TrafficCounts(0, 0, 0, 10, 20, 0, 0, 0), Map.of());
    metrics.bindTo(registry);
    assertThat(
            registry
                .get("kubelette.proxy.bytes")
                .tags("service", "web", "direction", "down")
                .functionCounter()
                .count())
        .isEqualTo(20);
  }

  @Test
  void metersFollowWhatComesAndGoes() {
    metrics.bindTo(registry);
    assertThat(registry.find("kubelette.proxy.connections").functionCounter()).isNull();
    serve(counts(1), Map.of("10.0.0.1:80", counts(1)));
    assertThat(registry.get("kubelette.proxy.ports").gauge().value()).isEqualTo(1);
    assertThat(counter("kubelette.proxy.connections")).isEqualTo(1);
    serve(counts(1), Map.of("10.0.0.2:80", counts(1)));
    metrics.refresh();
    assertThat(registry.find("kubelette.proxy.endpoint.connections").functionCounters())
        .extracting(counter -> counter.getId().getTag("endpoint"))
        .containsExactly("10.0.0.2:80");
    served.clear();
    metrics.refresh();
    assertThat(registry.find("kubelette.proxy.connections").functionCounter()).isNull();
  }

  private double counter(String name) {
    return registry.get(name).functionCounter().count();
  }

  private void serve(TrafficCounts counts, Map<String, TrafficCounts> endpoints) {
    served.clear();
    served.add(new ServiceTraffic(WEB, counts, endpoints));
  }

  private static TrafficCounts counts(long opened) {
    return new TrafficCounts(opened, 0, 0, 0, 0, 0, 0, 0);
  }

  private final class Listed implements TrafficSource {

    @Override
    public List<ServiceTraffic> traffic() {
      return served;
    }

    @Override
    public Optional<ServiceTraffic> traffic(ServiceTraffic.Port port) {
      return served.stream().filter(one -> one.port().equals(port)).findFirst();
    }
  }
}
