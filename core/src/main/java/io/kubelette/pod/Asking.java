package io.kubelette.pod;

import io.kubelette.pod.ReactorCalls.Dial;
import java.util.function.Consumer;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.nio.AsyncClientExchangeHandler;
import org.apache.hc.core5.http.nio.command.RequestExecutionCommand;
import org.apache.hc.core5.http.protocol.HttpCoreContext;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.reactor.Command;
import org.apache.hc.core5.reactor.IOSession;
import org.jspecify.annotations.Nullable;

/**
 * One question over the network: at most one connection at a time, and at most one answer, after
 * which, or when it is taken back, nothing of it is left.
 *
 * <p>Thread-safe: {@code this} guards the connection.
 */
final class Asking implements NetworkCalls.Pending {

  /** Hears whether there is a connection. */
  interface Connected {
    void connected(IOSession session);

    void failed(Exception failure);
  }

  private final ReactorCalls calls;
  private final ProbeConfig config;
  private final Consumer<ProbeAnswer> onAnswer;
  private @Nullable IOSession session;
  private boolean over;

  Asking(ReactorCalls calls, ProbeConfig config, Consumer<ProbeAnswer> onAnswer) {
    this.calls = calls;
    this.config = config;
    this.onAnswer = onAnswer;
  }

  ProbeConfig config() {
    return config;
  }

  /** Leaves the connection before, if there is one. */
  void dial(Dial dial, Connected heard) {
    leave();
    calls.connect(
        dial,
        new FutureCallback<>() {
          @Override
          public void completed(IOSession connected) {
            if (keep(connected)) {
              heard.connected(connected);
            }
          }

          @Override
          public void failed(Exception failure) {
            heard.failed(failure);
          }

          @Override
          public void cancelled() {}
        });
  }

  static void send(IOSession connected, AsyncClientExchangeHandler exchange) {
    connected.enqueue(
        new RequestExecutionCommand(exchange, HttpCoreContext.create()), Command.Priority.NORMAL);
  }

  void answer(ProbeAnswer answer) {
    synchronized (this) {
      if (over) {
        return;
      }
      over = true;
    }
    leave();
    onAnswer.accept(answer);
  }

  @Override
  public void cancel() {
    synchronized (this) {
      over = true;
    }
    leave();
  }

  private synchronized boolean keep(IOSession connected) {
    if (over) {
      connected.close(CloseMode.IMMEDIATE);
    } else {
      session = connected;
    }
    return !over;
  }

  private synchronized void leave() {
    if (session != null) {
      session.close(CloseMode.IMMEDIATE);
      session = null;
    }
  }
}
