package io.kubelette.proxy.nio;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubelette.loop.NamedThreads;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.Pipe;
import java.nio.channels.SelectionKey;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ProxyLoopTest {

  private final SettableClock clock = new SettableClock();
  private final ProxyLoop loop =
      new ProxyLoop(NioProxyConfig.defaults(), clock, NamedThreads.numbered("kubelette-proxy"), 0);

  @BeforeEach
  void start() {
    loop.start();
  }

  @AfterEach
  void stop() {
    loop.stop();
    loop.join();
  }

  @Test
  void survivesATaskThatThrows() throws Exception {
    loop.execute(
        () -> {
          throw new AssertionError("scripted");
        });
    assertAlive();
  }

  @Test
  void answersACallThatThrows() throws Exception {
    loop.call(
            () -> {
              throw new IllegalStateException("scripted");
            })
        .get(10, TimeUnit.SECONDS);
    assertAlive();
  }

  @Test
  void survivesATimerThatThrows() throws Exception {
    CompletableFuture<Void> other = new CompletableFuture<>();
    loop.call(
            () -> {
              loop.setTimer(
                  new WheelTimer(
                      () -> {
                        throw new IllegalStateException("scripted");
                      }),
                  1);
              loop.setTimer(new WheelTimer(() -> other.complete(null)), 1);
            })
        .get(10, TimeUnit.SECONDS);
    clock.advance(TimingWheel.TICK.multipliedBy(2));
    assertAlive();
    other.get(10, TimeUnit.SECONDS);
  }

  @Test
  void survivesAHandlerThatThrowsAndAbandonsWhatItWasFor() throws Exception {
    Pipe pipe = Pipe.open();
    pipe.source().configureBlocking(false);
    CompletableFuture<Void> abandoned = new CompletableFuture<>();
    loop.call(() -> register(pipe, new Throwing(abandoned))).get(10, TimeUnit.SECONDS);
    pipe.sink().write(ByteBuffer.wrap(new byte[1]));
    abandoned.get(10, TimeUnit.SECONDS);
    assertAlive();
    pipe.sink().close();
  }

  @Test
  void abandonsAllThatIsRegisteredWhenItEnds() throws Exception {
    Pipe pipe = Pipe.open();
    pipe.source().configureBlocking(false);
    CompletableFuture<Void> abandoned = new CompletableFuture<>();
    loop.call(() -> register(pipe, new Throwing(abandoned))).get(10, TimeUnit.SECONDS);
    loop.stop();
    loop.join();
    assertThat(abandoned).isDone();
    assertThat(pipe.source().isOpen()).isFalse();
    pipe.sink().close();
  }

  private void assertAlive() throws Exception {
    CompletableFuture<String> thread = new CompletableFuture<>();
    loop.execute(() -> thread.complete(Thread.currentThread().getName()));
    assertThat(thread.get(10, TimeUnit.SECONDS)).isEqualTo("kubelette-proxy-0");
  }

  private void register(Pipe pipe, Throwing handler) {
    handler.pipe = pipe;
    try {
      pipe.source().register(loop.selector(), SelectionKey.OP_READ, handler);
    } catch (ClosedChannelException closed) {
      throw new AssertionError(closed);
    }
  }

  private final class Throwing implements ChannelHandler {

    private final CompletableFuture<Void> abandoned;
    private Pipe pipe;

    Throwing(CompletableFuture<Void> abandoned) {
      this.abandoned = abandoned;
    }

    @Override
    public void ready(SelectionKey key) {
      throw new IllegalStateException("scripted");
    }

    @Override
    public void abandon() {
      loop.retire(pipe.source());
      abandoned.complete(null);
    }
  }
}
