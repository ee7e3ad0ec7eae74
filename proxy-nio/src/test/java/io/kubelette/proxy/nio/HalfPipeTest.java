package io.kubelette.proxy.nio;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubelette.proxy.nio.HalfPipe.Phase;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class HalfPipeTest {

  private final ByteBuffer scratch = ByteBuffer.allocate(64);
  private final OverflowPool pool = new OverflowPool(64, 128);
  private final Source source = new Source();
  private final Sink sink = new Sink();
  private final HalfPipe pipe = new HalfPipe(source, sink, pool);

  @Test
  void waitsForItsSourceOnlyWhileAllIsWritten() {
    source.gives("hello");
    pump();
    assertThat(sink.taken()).isEqualTo("hello");
    assertState(Phase.FLOWING, true, false);
  }

  @Test
  void waitsForItsSinkOnlyWhileSomethingIsHeld() {
    sink.room = 2;
    source.gives("hello");
    pump();
    assertThat(sink.taken()).isEqualTo("he");
    assertState(Phase.FLOWING, false, true);
    sink.room = 2;
    pipe.flush();
    assertState(Phase.FLOWING, false, true);
    sink.room = 10;
    pipe.flush();
    assertThat(sink.taken()).isEqualTo("hello");
    assertState(Phase.FLOWING, true, false);
    assertThat(pool.lent()).isZero();
  }

  @Test
  void anEndWithNothingHeldFinishesAtOnce() {
    source.ends();
    pump();
    assertState(Phase.FINISHED, false, false);
    assertThat(pipe.isCut()).isFalse();
  }

  @Test
  void aSourceThatFailsCutsThePipe() {
    source.fails();
    pump();
    assertState(Phase.FINISHED, false, false);
    assertThat(pipe.isCut()).isTrue();
    assertThat(pipe.sourceFailed()).isTrue();
  }

  @Test
  void aSinkThatFailsBreaksThePipeAndLosesWhatIsHeld() {
    sink.room = 1;
    source.gives("hello");
    pump();
    sink.broken = true;
    pipe.flush();
    assertState(Phase.BROKEN, false, false);
    assertThat(pipe.isCut()).isTrue();
    assertThat(pipe.sourceFailed()).isFalse();
    assertThat(pool.lent()).isZero();
  }

  @Test
  void aSinkThatFailsAtOnceHoldsNothing() {
    sink.broken = true;
    source.gives("hello");
    pump();
    assertState(Phase.BROKEN, false, false);
    assertThat(pool.lent()).isZero();
  }

  @Test
  void nothingToReadChangesNothing() {
    pump();
    assertState(Phase.FLOWING, true, false);
  }

  @Test
  void aFinishedPipeStaysFinishedWhenItsSinkIsGivenUp() {
    source.ends();
    pump();
    pipe.breakSink();
    assertThat(pipe.phase()).isEqualTo(Phase.FINISHED);
  }

  @Test
  void readsInSmallStepsWhileThePoolIsExhausted() {
    OverflowPool small = new OverflowPool(64 << 10, 1);
    assertThat(small.readLimit()).isEqualTo(OverflowPool.SMALL_READ);
    ByteBuffer kept = small.hold(ByteBuffer.wrap(new byte[100]));
    assertThat(kept.remaining()).isEqualTo(100);
    small.release(kept);
    assertThat(small.lent()).isZero();
  }

  @Test
  void thePoolLendsItsBuffersAgain() {
    ByteBuffer one = pool.hold(ByteBuffer.wrap(new byte[10]));
    ByteBuffer two = pool.hold(ByteBuffer.wrap(new byte[64]));
    assertThat(pool.lent()).isEqualTo(2);
    pool.release(one);
    assertThat(pool.hold(ByteBuffer.wrap(new byte[1]))).isSameAs(one);
    assertThat(one.remaining()).isEqualTo(1);
    pool.release(two);
    assertThat(pool.lent()).isEqualTo(1);
  }

  private void pump() {
    pipe.pump(scratch);
  }

  private void assertState(Phase phase, boolean wantsRead, boolean wantsWrite) {
    assertThat(pipe.phase()).isEqualTo(phase);
    assertThat(pipe.wantsRead()).as("wants to read").isEqualTo(wantsRead);
    assertThat(pipe.wantsWrite()).as("wants to write").isEqualTo(wantsWrite);
  }

  private static final class Source implements Conduit {

    private final Queue<String> script = new ArrayDeque<>();
    private boolean ended;
    private boolean failed;

    void gives(String text) {
      script.add(text);
    }

    void ends() {
      ended = true;
    }

    void fails() {
      failed = true;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
      if (failed) {
        throw new IOException("scripted");
      }
      String next = script.poll();
      if (next == null) {
        return ended ? -1 : 0;
      }
      target.put(next.getBytes(StandardCharsets.US_ASCII));
      return next.length();
    }

    @Override
    public int write(ByteBuffer source) {
      throw new AssertionError("a pipe writes only to its sink");
    }
  }

  private static final class Sink implements Conduit {

    private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
    private int room = Integer.MAX_VALUE;
    private boolean broken;

    String taken() {
      return taken.toString(StandardCharsets.US_ASCII);
    }

    @Override
    public int read(ByteBuffer target) {
      throw new AssertionError("a pipe reads only from its source");
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
      if (broken) {
        throw new IOException("scripted");
      }
      int count = Math.min(room, source.remaining());
      for (int i = 0; i < count; i++) {
        taken.write(source.get());
      }
      room -= count;
      return count;
    }
  }
}
