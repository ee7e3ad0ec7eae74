package io.kubelette.runtime.docker;

import com.github.dockerjava.api.command.InspectContainerResponse;
import io.kubelette.runtime.ContainerRuntimeException;
import io.kubelette.runtime.ContainerRuntimeException.Kind;
import io.kubelette.runtime.PodStream;
import io.kubelette.runtime.PortForwardSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/**
 * Connects to ports that listen on a pod's own 127.0.0.1: a tiny program of ours runs in the
 * sandbox, whose network it is, and nothing is needed of the user's images.
 *
 * <p>The built-in sandbox image has the program; into another sandbox it is unpacked at first need.
 * Thread-safe because it holds no state of its own.
 */
final class Forwards implements PortForwardSource {

  private final EngineCalls calls;
  private final EngineExchanges exchanges;
  private final Optional<SandboxProgram> program;

  Forwards(EngineCalls calls, EngineExchanges exchanges, Optional<SandboxProgram> program) {
    this.calls = calls;
    this.exchanges = exchanges;
    this.program = program;
  }

  @Override
  public PodStream connect(String sandboxId, int port) {
    String call = "connect to port " + port + " of sandbox " + sandboxId;
    InspectContainerResponse found =
        calls.call(call, client -> client.inspectContainerCmd(sandboxId).exec());
    if (!Boolean.TRUE.equals(found.getState().getRunning())) {
      throw new ContainerRuntimeException(Kind.CONFLICT, call + ": it is not ready");
    }
    Optional<PodStream> stream = begin(call, sandboxId, port);
    if (stream.isEmpty()) {
      unpack(call, sandboxId);
      stream = begin(call, sandboxId, port);
    }
    return stream.orElseThrow(
        () -> new ContainerRuntimeException(Kind.REJECTED, call + ": it cannot run our program"));
  }

  /** Nothing if the program is not there. */
  private Optional<PodStream> begin(String call, String sandboxId, int port) {
    String id =
        calls.call(
            call,
            client ->
                client
                    .execCreateCmd(sandboxId)
                    .withCmd("/" + SandboxArchive.FORWARD, Integer.toString(port))
                    .withAttachStdin(true)
                    .withAttachStdout(true)
                    .withAttachStderr(true)
                    .exec()
                    .getId());
    EngineExchange exchange;
    try {
      exchange =
          exchanges.begin(
              call,
              EngineRequest.upgrade("/exec/" + id + "/start", "{\"Detach\":false,\"Tty\":false}"));
    } catch (ContainerRuntimeException refused) {
      if (refused.kind() == Kind.REJECTED && program.isPresent()) {
        return Optional.empty();
      }
      throw refused;
    }
    ForwardedStream stream = new ForwardedStream(exchange);
    boolean connected = false;
    try {
      connected = EngineExchanges.saying(call, () -> isConnected(stream.input()));
    } finally {
      if (!connected) {
        stream.close();
      }
    }
    if (connected) {
      return Optional.of(stream);
    }
    if (ExecExit.await(calls, call, id) == 1) {
      throw new ContainerRuntimeException(Kind.TRANSIENT, call + ": nobody listens there");
    }
    return Optional.empty();
  }

  /** Anything else is the engine's complaint that there is no such program. */
  private static boolean isConnected(InputStream input) throws IOException {
    return input.read() == ForwardProgram.CONNECTED;
  }

  private void unpack(String call, String sandboxId) {
    byte[] archive =
        SandboxArchive.forward(
            program.orElseThrow(
                () ->
                    new ContainerRuntimeException(
                        Kind.REJECTED, call + ": there is no program for this architecture")));
    calls.call(
        call,
        client -> {
          client
              .copyArchiveToContainerCmd(sandboxId)
              .withRemotePath("/")
              .withTarInputStream(new ByteArrayInputStream(archive))
              .exec();
          return List.of();
        });
  }
}
