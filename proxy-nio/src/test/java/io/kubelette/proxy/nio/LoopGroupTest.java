package io.kubelette.proxy.nio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubelette.loop.Clock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class LoopGroupTest {

  private static final int TIMES = 100;

  @Test
  @EnabledOnOs(OS.LINUX)
  void loopsLeaveNoDescriptorBehindWhenTheLastOneCannotBeMade() throws IOException {
    NioProxyConfig config = NioProxyConfig.defaults().withLoops(3);
    fail(config);
    long before = descriptors();
    for (int i = 0; i < TIMES; i++) {
      fail(config);
    }
    // Each loop has three: the test's JVM opens a few now and then, but not that many.
    assertThat(descriptors()).isLessThan(before + TIMES);
  }

  private static void fail(NioProxyConfig config) {
    assertThatThrownBy(() -> new LoopGroup(config, new EndingClock()))
        .isInstanceOf(OutOfMemoryError.class);
  }

  private static long descriptors() throws IOException {
    try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
      return open.count();
    }
  }

  /** Tells the first two loops the time, and fails the third one. */
  private static final class EndingClock implements Clock {

    private int asked;

    @Override
    public long nanoTime() {
      if (++asked == 3) {
        throw new OutOfMemoryError("scripted");
      }
      return 0;
    }

    @Override
    public Instant now() {
      return Instant.EPOCH;
    }

    @Override
    public void sleep(Duration time) {
      throw new AssertionError("a loop never sleeps");
    }
  }
}
