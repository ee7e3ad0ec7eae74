package io.kubelette.runtime.docker;

import com.github.dockerjava.api.command.InspectContainerResponse;
import io.kubelette.runtime.AttachSource;
import io.kubelette.runtime.AttachSpec;
import io.kubelette.runtime.ContainerRuntimeException;
import io.kubelette.runtime.ContainerRuntimeException.Kind;
import io.kubelette.runtime.ContainerSession;
import io.kubelette.runtime.Outputs;
import io.kubelette.runtime.StandardStreams;
import io.kubelette.runtime.TerminalSize;
import java.util.OptionalInt;

/**
 * Attaches to the programs of containers.
 *
 * <p>Thread-safe because it holds no state of its own.
 */
final class Attachments implements AttachSource {

  private final EngineCalls calls;
  private final EngineExchanges exchanges;

  Attachments(EngineCalls calls, EngineExchanges exchanges) {
    this.calls = calls;
    this.exchanges = exchanges;
  }

  @Override
  public ContainerSession attach(AttachSpec spec, Outputs outputs) {
    String id = spec.containerId();
    String call = "attach to container " + id;
    InspectContainerResponse found =
        calls.call(call, client -> client.inspectContainerCmd(id).exec());
    if (!Boolean.TRUE.equals(found.getState().getRunning())) {
      throw new ContainerRuntimeException(Kind.CONFLICT, call + ": it does not run");
    }
    StandardStreams streams = streams(spec, found);
    String path =
        "/containers/%s/attach?stream=1&stdout=1&stderr=1&stdin=%d"
            .formatted(id, streams.takesInput() ? 1 : 0);
    EngineExchange exchange = exchanges.begin(call, EngineRequest.upgrade(path, null));
    return new StreamedSession(
        new StreamedSession.Parts(call, exchange, streams, outputs),
        new StreamedSession.Far() {
          @Override
          public void resize(TerminalSize size) {
            calls.call(
                call,
                client ->
                    client.resizeContainerCmd(id).withSize(size.rows(), size.columns()).exec());
          }

          @Override
          public OptionalInt code() {
            return OptionalInt.empty();
          }
        });
  }

  /** Whether the bytes come in frames is the container's matter, not the caller's. */
  private static StandardStreams streams(AttachSpec spec, InspectContainerResponse found) {
    boolean terminal = Boolean.TRUE.equals(found.getConfig().getTty());
    boolean input =
        spec.streams().takesInput() && Boolean.TRUE.equals(found.getConfig().getStdinOpen());
    return new StandardStreams(
        input ? StandardStreams.Stdin.OPEN : StandardStreams.Stdin.CLOSED,
        terminal ? StandardStreams.Output.TERMINAL : StandardStreams.Output.PIPES);
  }
}
