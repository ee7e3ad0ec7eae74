package io.kubelette.runtime.fake;

import io.kubelette.runtime.Outputs;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Queue;

/**
 * What a command writes, on its way to the one thread that may write to a caller's outputs; a
 * command that nobody listens to waits after so much.
 *
 * <p>Thread-safe because its state is guarded by its monitor.
 */
final class CommandOutput {

  private static final int CAPACITY = 64 * 1024;

  private record Piece(boolean err, byte[] bytes) {}

  private final Queue<Piece> pieces = new ArrayDeque<>();
  private int waiting;
  private int code = -1;
  private boolean closed;

  OutputStream out() {
    return stream(false);
  }

  OutputStream err() {
    return stream(true);
  }

  private OutputStream stream(boolean err) {
    return new OutputStream() {
      @Override
      public void write(int octet) {
        write(new byte[] {(byte) octet}, 0, 1);
      }

      @Override
      public void write(byte[] source, int offset, int count) {
        put(new Piece(err, Arrays.copyOfRange(source, offset, offset + count)));
      }
    };
  }

  private synchronized void put(Piece piece) {
    try {
      while (waiting >= CAPACITY && !closed && code < 0) {
        wait();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return;
    }
    if (!closed && code < 0) {
      pieces.add(piece);
      waiting += piece.bytes().length;
      notifyAll();
    }
  }

  /** The command has ended, once. */
  synchronized void ended(int with) {
    if (code < 0) {
      code = with;
    }
    notifyAll();
  }

  /** Nobody listens any more. */
  synchronized void close() {
    closed = true;
    pieces.clear();
    notifyAll();
  }

  /** Copies until the command ends; its exit code, or -1 if this was closed before. */
  int copy(Outputs outputs) throws InterruptedException {
    while (true) {
      Piece piece;
      synchronized (this) {
        while (pieces.isEmpty() && code < 0 && !closed) {
          wait();
        }
        piece = pieces.poll();
        if (piece == null) {
          return closed ? -1 : code;
        }
        waiting -= piece.bytes().length;
        notifyAll();
      }
      tell(outputs, piece);
    }
  }

  private static void tell(Outputs outputs, Piece piece) {
    try {
      OutputStream sink = piece.err() ? outputs.err() : outputs.out();
      sink.write(piece.bytes());
      sink.flush();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
