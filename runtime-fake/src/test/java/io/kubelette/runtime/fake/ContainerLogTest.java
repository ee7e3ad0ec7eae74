package io.kubelette.runtime.fake;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubelette.loop.Clock;
import io.kubelette.runtime.LogLimits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ContainerLogTest {

  private final ContainerLog log = new ContainerLog(Clock.system(), LogLimits.DEFAULT);

  @Test
  void keepsWhatWasWritten() {
    write("one\n");
    write("2");
    write("x".repeat(1_000));
    assertThat(log.text()).isEqualTo("one\n2" + "x".repeat(1_000));
  }

  @Test
  void keepsTheNewestPartOfMuch() {
    for (int line = 0; line < 100_000; line++) {
      write("line " + line + "\n");
    }
    assertThat(log.text()).endsWith("line 99998\nline 99999\n").doesNotContain("line 1\n");
    assertThat(log.text().length()).isBetween(ContainerLog.MOST / 2, ContainerLog.MOST);
  }

  @Test
  void keepsTheEndOfOneHugePiece() {
    write("a".repeat(10 * ContainerLog.MOST) + "the end");
    assertThat(log.text()).endsWith("the end").hasSize(ContainerLog.MOST / 2);
  }

  private void write(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    try {
      log.out().write(bytes);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }
}
