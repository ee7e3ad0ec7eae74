package io.kubelette.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A stream that tells a waiting test when a text has gone through it. */
final class Signal extends OutputStream {

  private final String awaited;
  private final StringBuffer text = new StringBuffer();
  private final CountDownLatch seen = new CountDownLatch(1);

  Signal(String awaited) {
    this.awaited = awaited;
  }

  @Override
  public void write(int octet) {
    write(new byte[] {(byte) octet}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    text.append(new String(bytes, offset, length, StandardCharsets.UTF_8));
    if (text.indexOf(awaited) >= 0) {
      seen.countDown();
    }
  }

  void await() throws InterruptedException {
    assertThat(seen.await(ContractPod.PATIENCE.toSeconds(), TimeUnit.SECONDS))
        .as("%s, but: %s", awaited, text)
        .isTrue();
  }

  @Override
  public void close() {}
}
