package io.kubelette.api.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kubelette.api.ApiException;
import io.kubelette.runtime.ContainerRuntimeException;
import io.kubelette.runtime.ContainerSession;
import io.kubelette.runtime.Outputs;
import io.kubelette.runtime.TerminalSize;
import io.netty.channel.Channel;
import java.io.IOException;
import java.io.OutputStream;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A command, or an attachment, between a pod and a client.
 *
 * <pre>
 *   opened (the pod may refuse) ──► bound to the client ──► awaited ──► finished
 *      └────────────────── the client goes away ──────────────►┘
 * </pre>
 *
 * <p>Three threads at most: one awaits the end, one writes what the client sends, one tells the
 * terminal's size. Thread-safe because its parts are, and the outputs are bound before the session
 * is awaited.
 */
final class CommandRun {

  private static final Logger LOG = LoggerFactory.getLogger(CommandRun.class);

  private final ContainerSession session;
  private final InputPump input;
  private final StreamPool pool;
  private final Channel channel;
  private final Bound out;
  private final Bound err;
  private final AtomicReference<@Nullable TerminalSize> wanted = new AtomicReference<>();
  private final AtomicBoolean resizing = new AtomicBoolean();

  private CommandRun(
      Function<Outputs, ContainerSession> opening, Channel channel, StreamPool pool) {
    this.out = new Bound();
    this.err = new Bound();
    this.input = new InputPump(channel);
    this.pool = pool;
    this.channel = channel;
    this.session = opening.apply(new Outputs(out, err));
    channel.closeFuture().addListener(closed -> gone());
  }

  /** Begins it; what the pod refuses is thrown. */
  static CommandRun open(
      Function<Outputs, ContainerSession> opening, Channel channel, StreamPool pool) {
    return new CommandRun(opening, channel, pool);
  }

  /** The client is there: lets the command write, and waits for its end. */
  void await(Remote remote) {
    out.to(remote.out());
    err.to(remote.err());
    input.into(session.stdin());
    pool.execute(input);
    try (session) {
      remote.finish(status(session.await()));
    } catch (RuntimeException | Error failure) {
      if (!channel.isActive() && failure instanceof RuntimeException) {
        LOG.debug("a command's client went away: {}", failure.toString());
        return;
      }
      remote.finish(Json.bytes(Statuses.of(failure)));
    } finally {
      input.stop();
    }
  }

  /** The client sent this to standard input. */
  void input(byte[] bytes) {
    input.put(bytes);
  }

  /** The client closed standard input. */
  void endInput() {
    input.end();
  }

  /** The client's terminal has another size; what says none is dropped. */
  void resize(byte[] json) {
    JsonNode size;
    try {
      size = Json.read(json);
    } catch (ApiException malformed) {
      return;
    }
    int columns = number(size, "width");
    int rows = number(size, "height");
    if (columns > 0 && rows > 0) {
      wanted.set(new TerminalSize(columns, rows));
      if (!resizing.getAndSet(true)) {
        pool.resize(this::resize);
      }
    }
  }

  /** As Go reads it, whatever the case: kubectl writes Width, the official Java client width. */
  private static int number(JsonNode size, String name) {
    return size.properties().stream()
        .filter(field -> field.getKey().equalsIgnoreCase(name))
        .mapToInt(field -> field.getValue().asInt())
        .findFirst()
        .orElse(0);
  }

  /**
   * One at a time, the newest last, and on one thread for each command however many sizes come; an
   * engine may block here, the connection's loop not.
   */
  private void resize() {
    do {
      TerminalSize size = wanted.getAndSet(null);
      if (size != null) {
        resize(size);
      }
      resizing.set(false);
    } while (wanted.get() != null && !resizing.getAndSet(true));
  }

  private void resize(TerminalSize size) {
    try {
      session.resize(size);
    } catch (ContainerRuntimeException over) {
      LOG.debug("size={} comes too late: {}", size, over.toString());
    } catch (RuntimeException broken) {
      LOG.warn("size={} was not taken", size, broken);
    }
  }

  private void gone() {
    input.stop();
    pool.aside(session::close);
  }

  private static byte[] status(OptionalInt exitCode) {
    ObjectNode status = Json.object();
    status.putObject("metadata");
    if (exitCode.orElse(0) == 0) {
      return Json.bytes(status.put("status", "Success"));
    }
    int code = exitCode.getAsInt();
    status
        .put("status", "Failure")
        .put(
            "message",
            "command terminated with non-zero exit code: error executing command, exit code "
                + code)
        .put("reason", "NonZeroExitCode")
        .putObject("details")
        .putArray("causes")
        .addObject()
        .put("reason", "ExitCode")
        .put("message", Integer.toString(code));
    return Json.bytes(status);
  }

  /** An output whose target is known later. */
  private static final class Bound extends OutputStream {

    private volatile @Nullable OutputStream target;

    void to(OutputStream known) {
      target = known;
    }

    @Override
    public void write(int one) throws IOException {
      target().write(one);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      target().write(bytes, offset, length);
    }

    private OutputStream target() throws IOException {
      OutputStream known = target;
      if (known == null) {
        throw new IOException("nobody is there yet");
      }
      return known;
    }
  }
}
