package io.kubelette.fuzz;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.awaitility.Awaitility;

/**
 * Writes down the buffers that Netty finds to be forgotten; Netty makes it, by the property {@code
 * io.netty.customResourceLeakDetector}.
 *
 * <p>Thread-safe because its queue is.
 */
public final class CountedLeaks<T> extends ResourceLeakDetector<T> {

  private static final Queue<String> FOUND = new ConcurrentLinkedQueue<>();

  public CountedLeaks(Class<?> type, int interval) {
    super(type, interval);
  }

  /** The constructor that older versions of Netty look for. */
  public CountedLeaks(Class<?> type, int interval, long most) {
    this(type, interval);
  }

  @Override
  protected void reportTracedLeak(String type, String records) {
    FOUND.add(type + records);
  }

  @Override
  protected void reportUntracedLeak(String type) {
    FOUND.add(type);
  }

  /**
   * What was forgotten since the last call. One buffer is forgotten on purpose: when that one is
   * found, so are those before it, and the detector is shown to work.
   */
  static List<String> found() {
    forget(PooledByteBufAllocator.DEFAULT);
    Awaitility.await("the leak that was planted")
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> {
              System.gc();
              for (int i = 0; i < 100; i++) {
                PooledByteBufAllocator.DEFAULT.buffer(16).release();
              }
              return FOUND.stream().anyMatch(report -> report.contains("planted on purpose"));
            });
    List<String> others =
        FOUND.stream().filter(report -> !report.contains("planted on purpose")).toList();
    FOUND.clear();
    return others;
  }

  private static void forget(ByteBufAllocator allocator) {
    allocator.buffer(16).touch("planted on purpose " + UUID.randomUUID());
  }
}
