package io.kubelette.runtime.docker;

import com.github.dockerjava.api.command.InspectContainerResponse;
import io.kubelette.runtime.LogQuery;
import io.kubelette.runtime.LogQuery.End;
import io.kubelette.runtime.LogQuery.Streams;
import io.kubelette.runtime.LogSource;
import io.kubelette.runtime.OutputLimit;
import io.kubelette.runtime.Outputs;
import java.time.Instant;

/**
 * Reads back what containers wrote, from the engine's own log files.
 *
 * <p>Thread-safe because it holds no state of its own.
 */
final class Logs implements LogSource {

  private final EngineCalls calls;
  private final EngineExchanges exchanges;

  Logs(EngineCalls calls, EngineExchanges exchanges) {
    this.calls = calls;
    this.exchanges = exchanges;
  }

  @Override
  public void logs(LogQuery query, Outputs outputs) {
    String call = "logs of container " + query.containerId();
    InspectContainerResponse found =
        calls.call(call, client -> client.inspectContainerCmd(query.containerId()).exec());
    boolean terminal = Boolean.TRUE.equals(found.getConfig().getTty());
    OutputLimit limit = OutputLimit.of(outputs, query.limitBytes());
    try (EngineExchange exchange = exchanges.begin(call, EngineRequest.get(path(query)))) {
      EngineExchanges.saying(
          call,
          () -> {
            StreamFrames frames = new StreamFrames(exchange.body(), limit.outputs());
            if (terminal) {
              frames.copyTerminal();
            } else {
              frames.copy();
            }
            return frames;
          });
    } catch (OutputLimit.Reached enough) {
      // All that was wanted is told.
    }
  }

  private static String path(LogQuery query) {
    StringBuilder path = new StringBuilder("/containers/").append(query.containerId());
    path.append("/logs?stdout=").append(query.streams() == Streams.ERR ? 0 : 1);
    path.append("&stderr=").append(query.streams() == Streams.OUT ? 0 : 1);
    path.append("&follow=").append(query.end() == End.CONTAINER ? 1 : 0);
    path.append("&timestamps=").append(query.timestamps() ? 1 : 0);
    path.append("&tail=").append(query.tailLines() < 0 ? "all" : query.tailLines());
    Instant since = query.since();
    if (since != null) {
      path.append("&since=%d.%09d".formatted(since.getEpochSecond(), since.getNano()));
    }
    return path.toString();
  }
}
