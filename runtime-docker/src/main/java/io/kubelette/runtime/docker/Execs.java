package io.kubelette.runtime.docker;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.dockerjava.api.command.ExecCreateCmd;
import io.kubelette.runtime.ContainerSession;
import io.kubelette.runtime.ExecSource;
import io.kubelette.runtime.ExecSpec;
import io.kubelette.runtime.Outputs;
import io.kubelette.runtime.TerminalSize;
import java.util.OptionalInt;

/**
 * Runs commands in containers.
 *
 * <p>Thread-safe because it holds no state of its own.
 */
final class Execs implements ExecSource {

  private final EngineCalls calls;
  private final EngineExchanges exchanges;

  Execs(EngineCalls calls, EngineExchanges exchanges) {
    this.calls = calls;
    this.exchanges = exchanges;
  }

  @Override
  public ContainerSession exec(ExecSpec spec, Outputs outputs) {
    String call = "exec in container " + spec.containerId();
    String id = create(call, spec);
    EngineExchange exchange = exchanges.begin(call, start(id, spec));
    TerminalSize size = spec.size();
    StreamedSession session =
        new StreamedSession(
            new StreamedSession.Parts(call, exchange, spec.streams(), outputs),
            new StreamedSession.Far() {
              @Override
              public void resize(TerminalSize wanted) {
                Execs.this.resize(call, id, wanted);
              }

              @Override
              public OptionalInt code() {
                return OptionalInt.of(ExecExit.await(calls, call, id));
              }
            });
    if (size != null) {
      session.resize(size);
    }
    return session;
  }

  private String create(String call, ExecSpec spec) {
    return calls.call(
        call,
        client -> {
          try (ExecCreateCmd command = client.execCreateCmd(spec.containerId())) {
            return command
                .withCmd(spec.command().toArray(String[]::new))
                .withAttachStdin(spec.streams().takesInput())
                .withAttachStdout(true)
                .withAttachStderr(true)
                .withTty(spec.streams().isTerminal())
                .exec()
                .getId();
          }
        });
  }

  private static EngineRequest start(String id, ExecSpec spec) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("Detach", false).put("Tty", spec.streams().isTerminal());
    return EngineRequest.upgrade("/exec/" + id + "/start", body.toString());
  }

  private void resize(String call, String id, TerminalSize size) {
    calls.call(
        call, client -> client.resizeExecCmd(id).withSize(size.rows(), size.columns()).exec());
  }
}
