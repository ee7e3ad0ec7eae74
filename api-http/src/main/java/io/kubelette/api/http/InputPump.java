package io.kubelette.api.http;

import io.netty.channel.Channel;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a client sends, on its way into a pod: the connection's loop puts it in, a thread that may
 * block writes it. While much waits, the connection is not read.
 *
 * <p>Thread-safe because its state is guarded by this object.
 */
final class InputPump implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(InputPump.class);
  private static final int FULL = 256 << 10;

  private final Channel channel;
  private final StreamTask writing = new StreamTask(this::write, () -> {});
  private final Deque<byte[]> waiting = new ArrayDeque<>();
  private @Nullable OutputStream sink;
  private int bytes;
  private boolean ended;
  private boolean stopped;
  private boolean halted;

  InputPump(Channel channel) {
    this.channel = channel;
  }

  /** Where it goes, known before {@link #run}. */
  synchronized void into(OutputStream target) {
    sink = target;
  }

  /** The client sent this. */
  synchronized void put(byte[] piece) {
    if (stopped || ended || piece.length == 0) {
      return;
    }
    waiting.add(piece);
    bytes += piece.length;
    if (bytes > FULL) {
      // Anew each time: another pump of the same connection may have had it read on.
      halted = true;
      channel.config().setAutoRead(false);
    }
    notifyAll();
  }

  /** The client sends no more. */
  synchronized void end() {
    ended = true;
    notifyAll();
  }

  /**
   * Nobody takes any more: what waits is dropped, and a write into what never reads is interrupted.
   */
  synchronized void stop() {
    stopped = true;
    waiting.clear();
    bytes = 0;
    readOn();
    notifyAll();
    writing.cancel();
  }

  /** Writes what comes until it ends; once. */
  @Override
  public void run() {
    writing.run();
  }

  private void write() {
    OutputStream target = target();
    try {
      byte[] piece = take();
      while (piece != null) {
        target.write(piece);
        target.flush();
        piece = take();
      }
      if (!isStopped()) {
        target.close();
      }
    } catch (IOException gone) {
      LOG.debug("client={} sends what nobody reads: {}", channel.remoteAddress(), gone.toString());
      stop();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      stop();
    }
  }

  private synchronized OutputStream target() {
    return sink == null ? OutputStream.nullOutputStream() : sink;
  }

  private synchronized boolean isStopped() {
    return stopped;
  }

  private synchronized byte @Nullable [] take() throws InterruptedException {
    while (waiting.isEmpty() && !ended && !stopped) {
      wait();
    }
    byte[] piece = waiting.poll();
    if (piece != null) {
      bytes -= piece.length;
      if (bytes < FULL / 2) {
        readOn();
      }
    }
    return piece;
  }

  private void readOn() {
    if (halted) {
      halted = false;
      channel.config().setAutoRead(true);
    }
  }
}
