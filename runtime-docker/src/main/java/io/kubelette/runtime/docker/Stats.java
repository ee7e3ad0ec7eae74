package io.kubelette.runtime.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.dockerjava.api.model.Container;
import io.kubelette.loop.Clock;
import io.kubelette.runtime.ContainerRuntimeException;
import io.kubelette.runtime.ContainerRuntimeException.Kind;
import io.kubelette.runtime.ContainerStats;
import io.kubelette.runtime.PodStats;
import io.kubelette.runtime.StatsSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads what pods use: the network from their sandbox, the rest from each container.
 *
 * <p>Thread-safe because it holds no state of its own.
 */
final class Stats implements StatsSource {

  private final EngineCalls calls;
  private final EngineExchanges exchanges;

  Stats(EngineCalls calls, EngineExchanges exchanges) {
    this.calls = calls;
    this.exchanges = exchanges;
  }

  @Override
  public PodStats stats(String owner, String podUid) {
    String call = "stats of pod " + podUid;
    List<Container> running =
        calls.call(
            call,
            client ->
                client.listContainersCmd().withLabelFilter(Labels.selecting(owner, podUid)).exec());
    PodStats.Network network = null;
    List<ContainerStats> containers = new ArrayList<>();
    for (Container one : running) {
      Map<String, String> labels = one.getLabels();
      Optional<JsonNode> numbers = read(call, one.getId());
      if (numbers.isPresent() && labels.containsKey(Labels.CONTAINER)) {
        String name = Labels.text(labels, Labels.CONTAINER);
        containers.add(StatsNumbers.container(name, one.getId(), numbers.get()));
      } else if (numbers.isPresent()) {
        network = StatsNumbers.network(numbers.get());
      }
    }
    if (network == null) {
      throw new ContainerRuntimeException(Kind.NOT_FOUND, call + ": it has no sandbox");
    }
    return new PodStats(
        Labels.pod(running.get(0).getLabels()), Clock.system().now(), network, containers);
  }

  /** Nothing if it has ended meanwhile. */
  private Optional<JsonNode> read(String call, String id) {
    EngineRequest request = EngineRequest.get("/containers/" + id + "/stats?stream=0&one-shot=1");
    try (EngineExchange exchange = exchanges.begin(call, request)) {
      return Optional.of(EngineExchanges.saying(call, exchange::json));
    } catch (ContainerRuntimeException failure) {
      if (failure.kind() == Kind.NOT_FOUND || failure.kind() == Kind.CONFLICT) {
        return Optional.empty();
      }
      throw failure;
    }
  }

  /** Reads the engine's numbers, of both versions of control groups. Pure. */
  static final class StatsNumbers {

    private StatsNumbers() {}

    static ContainerStats container(String name, String id, JsonNode stats) {
      JsonNode memory = stats.path("memory_stats");
      JsonNode parts = memory.path("stats");
      long usage = memory.path("usage").asLong();
      long idle = parts.path("total_inactive_file").asLong(parts.path("inactive_file").asLong());
      JsonNode disk = stats.path("blkio_stats").path("io_service_bytes_recursive");
      return new ContainerStats(
          name,
          id,
          Duration.ofNanos(stats.path("cpu_stats").path("cpu_usage").path("total_usage").asLong()),
          new ContainerStats.Memory(
              usage, Math.max(0, usage - idle), memory.path("limit").asLong()),
          new ContainerStats.Disk(sum(disk, "read"), sum(disk, "write")),
          stats.path("pids_stats").path("current").asLong());
    }

    private static long sum(JsonNode disk, String operation) {
      long sum = 0;
      for (JsonNode device : disk) {
        if (device.path("op").asText().equalsIgnoreCase(operation)) {
          sum += device.path("value").asLong();
        }
      }
      return sum;
    }

    static PodStats.Network network(JsonNode stats) {
      long[] sums = new long[4];
      for (JsonNode device : stats.path("networks")) {
        sums[0] += device.path("rx_bytes").asLong();
        sums[1] += device.path("tx_bytes").asLong();
        sums[2] += device.path("rx_errors").asLong();
        sums[3] += device.path("tx_errors").asLong();
      }
      return new PodStats.Network(sums[0], sums[1], sums[2], sums[3]);
    }
  }
}
