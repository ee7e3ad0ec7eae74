package io.kubelette.api.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubelette.api.ApiException;
import io.kubelette.runtime.ContainerSession;
import io.kubelette.runtime.TerminalSize;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.spdy.DefaultSpdySynStreamFrame;
import io.netty.handler.codec.spdy.SpdyHeaders;
import java.io.OutputStream;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SpdyCommandTest {

  private final StreamPool pool = new StreamPool(1);

  @AfterEach
  void close() {
    pool.close();
  }

  @Test
  void theFirstProtocolThatBothSpeakIsTaken() {
    SpdyCommand.Upgrade upgrade =
        SpdyCommand.upgrade(request("v4.channel.k8s.io, v5.channel.k8s.io", "stdin", "stdout"));
    assertThat(upgrade.protocol()).isEqualTo("v5.channel.k8s.io");
    assertThat(upgrade.streams()).containsExactlyInAnyOrder("error", "stdin", "stdout");
  }

  @Test
  void aTerminalHasSizesAndNoStandardErrorOfItsOwn() {
    SpdyCommand.Upgrade upgrade =
        SpdyCommand.upgrade(request("v4.channel.k8s.io", "tty", "stdout", "stderr"));
    assertThat(upgrade.streams()).containsExactlyInAnyOrder("error", "stdout", "resize");
  }

  @Test
  void aClientWhoSpeaksNoneIsRefusedBeforeItsCommandBegins() {
    assertThatThrownBy(() -> SpdyCommand.upgrade(request("channel.k8s.io", "stdout")))
        .isInstanceOf(ApiException.class)
        .hasMessageContaining("unable to upgrade");
  }

  @Test
  void aClientWhoOpensNoStreamsIsWaitedForOnlySoLong() {
    EmbeddedChannel channel = new EmbeddedChannel();
    Handover<SpdyCommand> streams = new Handover<>(channel);
    SpdyCommand command = awaiting(channel, streams);
    command.opened(1, type("error"));
    pass(channel, SpdyCommand.PATIENCE.minusSeconds(1));
    assertThat(channel.isOpen()).isTrue();
    pass(channel, Duration.ofSeconds(1));
    assertThat(channel.isOpen()).isFalse();
    assertThat(streams.take()).isEmpty();
  }

  @Test
  void aClientWhoHasOpenedAllItsStreamsStays() {
    EmbeddedChannel channel = new EmbeddedChannel();
    Handover<SpdyCommand> streams = new Handover<>(channel);
    SpdyCommand command = awaiting(channel, streams);
    command.opened(1, type("error"));
    command.opened(3, type("stdout"));
    pass(channel, SpdyCommand.PATIENCE);
    assertThat(channel.isOpen()).isTrue();
    assertThat(streams.take()).contains(command);
    channel.finishAndReleaseAll();
  }

  /** What is due may have more to do at once. */
  private static void pass(EmbeddedChannel channel, Duration time) {
    channel.advanceTimeBy(time.toMillis(), TimeUnit.MILLISECONDS);
    channel.runPendingTasks();
    channel.runPendingTasks();
  }

  private SpdyCommand awaiting(EmbeddedChannel channel, Handover<SpdyCommand> streams) {
    channel.freezeTime();
    SpdyCommand.Upgrade upgrade = SpdyCommand.upgrade(request("v4.channel.k8s.io", "stdout"));
    CommandRun run = CommandRun.open(outputs -> new Silent(), channel, pool);
    return SpdyCommand.awaiting(channel, upgrade, run, streams::give);
  }

  private static SpdyHeaders type(String type) {
    SpdyHeaders headers = new DefaultSpdySynStreamFrame(1, 0, (byte) 0).headers();
    headers.set("streamtype", type);
    return headers;
  }

  /** A command that says nothing. */
  private static final class Silent implements ContainerSession {

    @Override
    public OutputStream stdin() {
      return OutputStream.nullOutputStream();
    }

    @Override
    public void resize(TerminalSize size) {}

    @Override
    public OptionalInt await() {
      return OptionalInt.of(0);
    }

    @Override
    public void close() {}
  }

  private static Request request(String protocols, String... flags) {
    Map<String, List<String>> given = new HashMap<>();
    for (String flag : flags) {
      given.put(flag, List.of("true"));
    }
    DefaultHttpHeaders headers = new DefaultHttpHeaders();
    headers.add("X-Stream-Protocol-Version", protocols);
    return new Request(HttpMethod.POST, "/exec", new Parameters(given), headers, new byte[0]);
  }
}
