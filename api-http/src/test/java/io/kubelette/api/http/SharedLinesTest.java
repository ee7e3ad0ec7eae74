package io.kubelette.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubelette.store.WatchEvent;
import org.junit.jupiter.api.Test;

class SharedLinesTest {

  private final SharedLines lines = new SharedLines();

  @Test
  void aLineIsMadeOnceForAllWhoSeeItAlike() {
    byte[] first = line("1", 10);
    assertThat(line("1", 10)).isSameAs(first);
    assertThat(line("2", 10)).isNotSameAs(first);
  }

  @Test
  void longLinesAreForgottenSoonerThanShortOnes() {
    byte[] first = line("1", 3 << 20);
    byte[] second = line("2", 3 << 20);
    assertThat(line("2", 3 << 20)).isSameAs(second);
    assertThat(line("1", 3 << 20)).isNotSameAs(first);
  }

  private byte[] line(String revision, int length) {
    SharedLines.Key key = new SharedLines.Key(revision, WatchEvent.Type.ADDED, Accept.of(null), "");
    return lines.line(key, () -> new byte[length]);
  }
}
