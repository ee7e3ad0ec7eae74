package io.kubelette.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubelette.runtime.ContainerSession;
import io.kubelette.runtime.TerminalSize;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A command whose engine is slow to take the size of its terminal, or takes no input. */
@Timeout(60)
class CommandRunTest {

  private final StreamPool pool = new StreamPool(1);
  private final EmbeddedChannel channel = new EmbeddedChannel();
  private final Slow session = new Slow();
  private final CommandRun run = CommandRun.open(outputs -> session, channel, pool);

  @AfterEach
  void close() {
    session.may.release(100);
    pool.close();
    channel.finishAndReleaseAll();
  }

  @Test
  void ofManySizesTheNewestCounts() throws Exception {
    resize(1);
    session.asked.acquire();
    for (int columns = 2; columns <= 50; columns++) {
      resize(columns);
    }
    session.may.release(2);
    session.asked.acquire();
    assertThat(session.columns).containsExactly(1, 50);
  }

  /** Closing it may be what an engine that hangs needs. */
  @Test
  void aSizeThatIsNotTakenDoesNotKeepACommandOpen() throws Exception {
    resize(1);
    session.asked.acquire();
    resize(2);
    channel.close();
    session.closed.await();
    assertThat(session.columns).containsExactly(1);
  }

  @Test
  void aSizeThatCannotBeTakenIsNotTheLast() throws Exception {
    session.broken = true;
    resize(1);
    session.asked.acquire();
    session.may.release();
    resize(2);
    session.asked.acquire();
    assertThat(session.columns).containsExactly(1, 2);
  }

  @Test
  void inputThatIsNeverTakenHoldsNoThreadWhenItsClientGoes() throws Exception {
    run.input(new byte[1]);
    pool.execute(() -> run.await(new Nobody()));
    session.writing.acquire();
    channel.close();
    assertRoom();
  }

  @Test
  void inputThatIsNeverTakenHoldsNoThreadWhenTheCommandEnds() throws Exception {
    run.input(new byte[1]);
    pool.execute(() -> run.await(new Nobody()));
    session.writing.acquire();
    session.ended.countDown();
    assertRoom();
  }

  /** Both threads of the pool meet, which they cannot while one still writes. */
  private void assertRoom() throws Exception {
    CountDownLatch both = new CountDownLatch(2);
    List<Boolean> interrupted = new CopyOnWriteArrayList<>();
    CountDownLatch met = new CountDownLatch(2);
    for (int thread = 0; thread < 2; thread++) {
      pool.execute(
          () -> {
            both.countDown();
            awaitAll(both);
            interrupted.add(Thread.currentThread().isInterrupted());
            met.countDown();
          });
    }
    met.await();
    assertThat(interrupted).containsExactly(false, false);
  }

  private static void awaitAll(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    }
  }

  private void resize(int columns) {
    String size = "{\"Width\":%d,\"Height\":10}".formatted(columns);
    run.resize(size.getBytes(StandardCharsets.UTF_8));
  }

  /** Who hears nothing. */
  private record Nobody() implements Remote {

    @Override
    public OutputStream out() {
      return OutputStream.nullOutputStream();
    }

    @Override
    public OutputStream err() {
      return OutputStream.nullOutputStream();
    }

    @Override
    public void finish(byte[] status) {}
  }

  /** Takes a size when the test lets it, and input never. */
  private static final class Slow implements ContainerSession {

    private final List<Integer> columns = new CopyOnWriteArrayList<>();
    private final Semaphore asked = new Semaphore(0);
    private final Semaphore may = new Semaphore(0);
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Semaphore writing = new Semaphore(0);
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean broken;

    @Override
    public void resize(TerminalSize size) {
      columns.add(size.columns());
      asked.release();
      may.acquireUninterruptibly();
      if (broken) {
        throw new IllegalStateException("broken on purpose");
      }
    }

    @Override
    public OutputStream stdin() {
      return new OutputStream() {
        @Override
        public void write(int octet) throws IOException {
          writing.release();
          try {
            new CountDownLatch(1).await();
          } catch (InterruptedException told) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
          }
        }
      };
    }

    @Override
    public OptionalInt await() {
      awaitAll(ended);
      return OptionalInt.empty();
    }

    @Override
    public void close() {
      closed.countDown();
      ended.countDown();
    }
  }
}
