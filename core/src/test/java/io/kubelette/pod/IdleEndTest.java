package io.kubelette.pod;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubelette.conformance.Row;
import io.kubelette.loop.ManualEventLoop;
import io.kubelette.loop.ManualIoPool;
import io.kubelette.loop.ManualTime;
import io.kubelette.loop.Trip;
import io.kubelette.runtime.ContainerRuntimeException;
import io.kubelette.runtime.ContainerRuntimeException.Kind;
import io.kubelette.runtime.ContainerSession;
import io.kubelette.runtime.Outputs;
import io.kubelette.runtime.PodStream;
import io.kubelette.runtime.TerminalSize;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class IdleEndTest {

  private static final Duration LIMIT = PodManagerConfig.defaults().streamingIdle();
  private static final Duration NEARLY = LIMIT.minusSeconds(1);

  private final ManualTime time = ManualTime.at(Instant.EPOCH);
  private final Trip.Route route =
      new Trip.Route(ManualEventLoop.on(time), ManualIoPool.on(time), Duration.ofMinutes(2));
  private final Connection connection = new Connection();
  private final IdleEnd idle = IdleEnd.after(LIMIT, route);

  @Test
  @Row("K00-26")
  void aConnectionThroughWhichNothingPassesIsClosed() {
    assertThat(LIMIT).isEqualTo(Duration.ofHours(4));
    WatchedStream.of(connection, idle);
    time.advance(NEARLY);
    assertThat(connection.closed).isZero();
    time.advance(Duration.ofSeconds(1));
    assertThat(connection.closed).isOne();
    assertThat(time.pending()).isZero();
  }

  @Test
  @Row("K00-26")
  void whatPassesEitherWayKeepsAConnection() throws IOException {
    PodStream stream = WatchedStream.of(connection, idle);
    time.advance(NEARLY);
    stream.output().write('a');
    time.advance(NEARLY);
    assertThat(stream.input().read()).isEqualTo('b');
    time.advance(NEARLY);
    assertThat(connection.closed).isZero();
    time.advance(Duration.ofSeconds(1));
    assertThat(connection.closed).isOne();
  }

  @Test
  void aConnectionThatWasClosedIsNotWatched() {
    PodStream stream = WatchedStream.of(connection, idle);
    stream.close();
    time.runReady();
    assertThat(time.pending()).isZero();
    assertThat(connection.closed).isOne();
  }

  @Test
  @Row("K00-26")
  void whoWaitsForASessionIsToldWhyItEnded() {
    ContainerSession session = WatchedSession.begin(idle, Outputs.discarded(), Talk::new);
    time.advance(LIMIT);
    assertThatThrownBy(session::await)
        .isInstanceOf(ContainerRuntimeException.class)
        .hasMessageContaining("nothing has passed for PT4H");
    time.runReady();
    assertThat(time.pending()).isZero();
  }

  @Test
  void outputKeepsASession() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Talk[] talk = new Talk[1];
    ContainerSession session =
        WatchedSession.begin(idle, Outputs.merged(out), watched -> talk[0] = new Talk(watched));
    time.advance(NEARLY);
    talk[0].say("hello");
    time.advance(NEARLY);
    assertThat(talk[0].closed).isFalse();
    assertThat(out.toString()).isEqualTo("hello");
    session.close();
    time.runReady();
    assertThat(time.pending()).isZero();
  }

  /** Sends one byte whenever it is asked. */
  private static final class Connection implements PodStream {

    private int closed;

    @Override
    public InputStream input() {
      return new InputStream() {
        @Override
        public int read() {
          return 'b';
        }
      };
    }

    @Override
    public OutputStream output() {
      return OutputStream.nullOutputStream();
    }

    @Override
    public void close() {
      closed++;
    }
  }

  /** Says what it is told to. */
  private static final class Talk implements ContainerSession {

    private final Outputs outputs;
    private boolean closed;

    Talk(Outputs outputs) {
      this.outputs = outputs;
    }

    void say(String text) {
      try {
        outputs.out().write(text.getBytes());
      } catch (IOException impossible) {
        throw new AssertionError(impossible);
      }
    }

    @Override
    public OutputStream stdin() {
      return OutputStream.nullOutputStream();
    }

    @Override
    public void resize(TerminalSize size) {}

    @Override
    public OptionalInt await() {
      if (closed) {
        throw new ContainerRuntimeException(Kind.TRANSIENT, "the session is closed");
      }
      return OptionalInt.of(0);
    }

    @Override
    public void close() {
      closed = true;
    }
  }
}
