package io.kubelette.api.http;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.handler.codec.spdy.DefaultSpdyDataFrame;
import io.netty.handler.codec.spdy.SpdyHeaders;
import io.netty.util.concurrent.Future;
import java.io.OutputStream;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A command's client over SPDY: one stream for each of its own, told apart by a header. It is
 * complete when all that it asked for are open, and cut if that takes too long.
 *
 * <p>Owned by the channel's event loop until it is complete; what it tells then does not change.
 */
final class SpdyCommand implements Remote, SpdyConnection.Listener {

  private static final Logger LOG = LoggerFactory.getLogger(SpdyCommand.class);
  private static final int MOST_STREAMS = 8;

  /** Kubernetes: streams that are not open after 30 s are waited for no longer. */
  static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Channel channel;
  private final CommandRun run;
  private final Set<String> missing;
  private final Consumer<SpdyCommand> complete;
  private final Map<String, Integer> streams = new HashMap<>();
  private final Map<Integer, String> types = new HashMap<>();

  private SpdyCommand(
      Channel channel, Upgrade upgrade, CommandRun run, Consumer<SpdyCommand> complete) {
    this.channel = channel;
    this.run = run;
    this.complete = complete;
    this.missing = new HashSet<>(upgrade.streams());
  }

  /**
   * What a client asks for, checked before its command begins.
   *
   * @param protocol the one that both speak
   * @param streams by their types
   */
  record Upgrade(String protocol, Set<String> streams) {}

  /**
   * Reads it.
   *
   * @throws io.kubelette.api.ApiException if it cannot be met
   */
  static Upgrade upgrade(Request request) {
    List<String> offered =
        request.headers().getAll("X-Stream-Protocol-Version").stream()
            .flatMap(header -> List.of(header.split("\\s*,\\s*")).stream())
            .toList();
    String protocol =
        CommandSocket.PROTOCOLS.stream()
            .filter(offered::contains)
            .findFirst()
            .orElseThrow(
                () ->
                    Refusals.forbidden(
                        "unable to upgrade: the protocols here are " + CommandSocket.PROTOCOLS));
    return new Upgrade(protocol, expected(request.parameters()));
  }

  /** Answers the upgrade; the command may begin when its streams are complete. */
  static void accept(
      Exchange exchange, Upgrade upgrade, CommandRun run, Consumer<SpdyCommand> complete) {
    Channel channel = exchange.channel();
    channel
        .eventLoop()
        .execute(
            () -> {
              SpdyCommand command = awaiting(channel, upgrade, run, complete);
              SpdyConnection.upgrade(exchange, upgrade.protocol(), command);
            });
  }

  /** Begins to wait for the client's streams. On the channel's loop. */
  static SpdyCommand awaiting(
      Channel channel, Upgrade upgrade, CommandRun run, Consumer<SpdyCommand> complete) {
    SpdyCommand command = new SpdyCommand(channel, upgrade, run, complete);
    Future<?> end =
        channel.eventLoop().schedule(command::late, PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    channel.closeFuture().addListener(closed -> end.cancel(false));
    return command;
  }

  private void late() {
    if (!missing.isEmpty()) {
      LOG.debug("client={} is cut: it opens no streams {}", channel.remoteAddress(), missing);
      SpdyConnection.leave(channel);
    }
  }

  private static Set<String> expected(Parameters given) {
    Set<String> expected = new HashSet<>(Set.of("error"));
    for (String stream : List.of("stdin", "stdout", "stderr")) {
      if (given.flag(stream) && !(stream.equals("stderr") && given.flag("tty"))) {
        expected.add(stream);
      }
    }
    if (given.flag("tty")) {
      expected.add("resize");
    }
    return expected;
  }

  @Override
  public void opened(int stream, SpdyHeaders headers) {
    String type = String.valueOf(headers.get("streamtype"));
    streams.put(type, stream);
    types.put(stream, type);
    if (types.size() > MOST_STREAMS) {
      SpdyConnection.leave(channel);
    }
    if (missing.remove(type) && missing.isEmpty()) {
      complete.accept(this);
    }
  }

  @Override
  public void received(int stream, byte[] bytes) {
    switch (types.getOrDefault(stream, "")) {
      case "stdin" -> run.input(bytes);
      case "resize" -> run.resize(bytes);
      default -> {}
    }
  }

  @Override
  public void ended(int stream) {
    if ("stdin".equals(types.get(stream))) {
      run.endInput();
    }
  }

  @Override
  public void reset(int stream) {
    ended(stream);
  }

  @Override
  public OutputStream out() {
    return output("stdout");
  }

  @Override
  public OutputStream err() {
    return output("stderr");
  }

  private OutputStream output(String type) {
    Integer stream = streams.get(type);
    return stream == null
        ? OutputStream.nullOutputStream()
        : SpdyConnection.output(channel, stream);
  }

  @Override
  public void finish(byte[] status) {
    for (String type : List.of("stdout", "stderr")) {
      if (streams.containsKey(type)) {
        SpdyConnection.end(channel, streams.get(type), new byte[0]);
      }
    }
    channel
        .writeAndFlush(
            new DefaultSpdyDataFrame(streams.get("error"), Unpooled.wrappedBuffer(status))
                .setLast(true))
        .addListener(ChannelFutureListener.CLOSE);
  }
}
