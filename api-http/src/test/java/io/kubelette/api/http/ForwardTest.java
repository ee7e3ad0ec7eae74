package io.kubelette.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubelette.runtime.PodStream;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ForwardTest {

  private final StreamPool pool = new StreamPool(1);
  private final EmbeddedChannel channel = new EmbeddedChannel();
  private final CompletableFuture<String> outcome = new CompletableFuture<>();

  @AfterEach
  void close() {
    pool.close();
  }

  @Test
  void aClientWhoResetsAConnectionHasThePodsSideClosedWithoutAnError() throws Exception {
    Silent pod = new Silent();
    Forward forward = new Forward(channel, port -> pod, 80, pool);
    forward.begin(new Told());
    assertThat(pod.read.await(30, TimeUnit.SECONDS)).isTrue();
    forward.gone();
    assertThat(outcome.get(30, TimeUnit.SECONDS)).isEqualTo("ended");
  }

  /** Both threads of the only stream wait for the pod, so nobody of them can close it. */
  @Test
  void aPodThatNeitherSendsNorTakesIsLeftWithItsClient() throws Exception {
    Silent pod = new Silent();
    Forward forward = new Forward(channel, port -> pod, 80, pool);
    forward.begin(new Told());
    forward.input(new byte[] {1});
    assertThat(pod.read.await(30, TimeUnit.SECONDS)).isTrue();
    assertThat(pod.written.await(30, TimeUnit.SECONDS)).isTrue();
    forward.gone();
    assertThat(outcome.get(30, TimeUnit.SECONDS)).isEqualTo("ended");
  }

  @Test
  void aPortThatCannotBeReachedIsToldInWords() throws Exception {
    Forward forward =
        new Forward(
            channel,
            port -> {
              throw new UncheckedIOException(new IOException("refused"));
            },
            80,
            pool);
    forward.begin(new Told());
    assertThat(outcome.get(30, TimeUnit.SECONDS)).contains("forwarding 80", "refused");
  }

  @Test
  void aConnectionBeyondTheLimitIsToldSoAndOneThatEndedMakesRoom() throws Exception {
    assertThat(pool.enter()).isTrue();
    new Forward(channel, port -> new Silent(), 80, pool).begin(new Told());
    assertThat(outcome.get(30, TimeUnit.SECONDS)).startsWith("too many streams are open");

    pool.leave();
    Silent pod = new Silent();
    new Forward(channel, port -> pod, 80, pool).begin(new Told());
    assertThat(pod.read.await(30, TimeUnit.SECONDS)).isTrue();
  }

  private final class Told implements Forward.Peer {

    @Override
    public OutputStream output() {
      return OutputStream.nullOutputStream();
    }

    @Override
    public void ended() {
      outcome.complete("ended");
    }

    @Override
    public void failed(String message) {
      outcome.complete(message);
    }
  }

  /** A pod that sends and takes nothing until its side is closed. */
  private static final class Silent extends InputStream implements PodStream {

    private final CountDownLatch read = new CountDownLatch(1);
    private final CountDownLatch written = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);

    @Override
    public int read() throws IOException {
      return await(read);
    }

    private int await(CountDownLatch begun) throws IOException {
      begun.countDown();
      try {
        closed.await();
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
      }
      throw new IOException("closed");
    }

    @Override
    public InputStream input() {
      return this;
    }

    @Override
    public OutputStream output() {
      return new OutputStream() {
        @Override
        public void write(int one) throws IOException {
          await(written);
        }
      };
    }

    @Override
    public void close() {
      closed.countDown();
    }
  }
}
