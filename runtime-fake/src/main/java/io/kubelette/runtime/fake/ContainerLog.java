package io.kubelette.runtime.fake;

import io.kubelette.loop.Clock;
import io.kubelette.runtime.LogLimits;
import io.kubelette.runtime.LogQuery;
import io.kubelette.runtime.Outputs;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * What a container wrote, the newest part of it, in pieces of at most one line.
 *
 * <p>Grows as it is written, up to {@link #MOST} or what its container may keep; then its older
 * half is dropped. Thread-safe because its state is guarded by its monitor, on which followers
 * wait.
 */
final class ContainerLog {

  /** A log of the fake lives on the heap. */
  static final int MOST = 64 * 1024;

  /** Part of a line, or all of it; it grows until its line ends or the other stream writes. */
  private static final class Piece {
    final long number;
    final Instant at;
    final boolean err;
    final boolean beginsLine;
    final ByteArrayOutputStream bytes = new ByteArrayOutputStream(64);
    boolean complete;

    Piece(long number, Instant at, boolean err, boolean beginsLine) {
      this.number = number;
      this.at = at;
      this.err = err;
      this.beginsLine = beginsLine;
    }
  }

  /** Where a reader is: so many bytes of the piece with that number are read. */
  private record Place(long piece, int offset) {}

  private final Clock clock;
  private final int limit;
  private final Deque<Piece> pieces = new ArrayDeque<>();
  private final boolean[] midLine = new boolean[2];
  private long numbers;
  private int size;
  private boolean ended;

  ContainerLog(Clock clock, LogLimits limits) {
    this.clock = clock;
    this.limit = (int) Math.min(MOST, limits.bytes());
  }

  OutputStream out() {
    return new Writer(false);
  }

  OutputStream err() {
    return new Writer(true);
  }

  synchronized String text() {
    ByteArrayOutputStream all = new ByteArrayOutputStream(size);
    pieces.forEach(piece -> all.writeBytes(piece.bytes.toByteArray()));
    return all.toString(StandardCharsets.UTF_8);
  }

  /** The container has ended: followers are told the rest and let go. */
  synchronized void end() {
    ended = true;
    notifyAll();
  }

  private synchronized void write(boolean err, byte[] source, int offset, int count) {
    int at = offset + Math.max(0, count - limit / 2);
    int end = offset + count;
    makeRoom(end - at);
    while (at < end) {
      int line = at;
      while (line < end && source[line] != '\n') {
        line++;
      }
      int next = Math.min(end, line + 1);
      append(err, source, at, next - at);
      at = next;
    }
    notifyAll();
  }

  private void append(boolean err, byte[] source, int offset, int count) {
    int stream = err ? 1 : 0;
    Piece last = pieces.peekLast();
    if (last == null || last.complete || last.err != err) {
      last = new Piece(numbers++, clock.now(), err, !midLine[stream]);
      pieces.addLast(last);
    }
    last.bytes.write(source, offset, count);
    last.complete = source[offset + count - 1] == '\n';
    midLine[stream] = !last.complete;
    size += count;
  }

  private void makeRoom(int more) {
    if (size + more <= limit) {
      return;
    }
    while (!pieces.isEmpty() && size - pieces.peekFirst().bytes.size() + more >= limit / 2) {
      size -= pieces.removeFirst().bytes.size();
    }
  }

  /** Tells what a query wants; a follower is let go when the container ends. */
  void read(LogQuery query, Outputs outputs) throws InterruptedException {
    Place place = new Place(first(query), 0);
    copy(query, outputs, place, query.end() == LogQuery.End.CONTAINER);
  }

  /** Tells what is written from now on, until the container ends. */
  void follow(long begin, Outputs outputs) throws InterruptedException {
    copy(LogQuery.of(""), outputs, new Place(begin, 0), true);
  }

  /** The number of the piece that comes next; one that is being written stays behind. */
  synchronized long next() {
    Piece last = pieces.peekLast();
    if (last != null) {
      last.complete = true;
    }
    return numbers;
  }

  private void copy(LogQuery query, Outputs outputs, Place begin, boolean follow)
      throws InterruptedException {
    Place place = begin;
    while (true) {
      List<Runnable> writes = new ArrayList<>();
      boolean last;
      synchronized (this) {
        place = collect(query, outputs, place, writes);
        while (follow && !ended && writes.isEmpty()) {
          wait();
          place = collect(query, outputs, place, writes);
        }
        last = !follow || ended && writes.isEmpty();
      }
      // Outside of the monitor: they are foreign code.
      writes.forEach(Runnable::run);
      if (last) {
        return;
      }
    }
  }

  private Place collect(LogQuery query, Outputs outputs, Place from, List<Runnable> writes) {
    Place place = from;
    for (Piece piece : pieces) {
      if (piece.number < place.piece()) {
        continue;
      }
      int skip = piece.number == place.piece() ? place.offset() : 0;
      byte[] bytes = piece.bytes.toByteArray();
      if (bytes.length > skip && wants(query, piece)) {
        boolean stamped = query.timestamps() && piece.beginsLine && skip == 0;
        OutputStream sink = piece.err ? outputs.err() : outputs.out();
        String stamp = stamped ? piece.at + " " : "";
        writes.add(() -> tell(sink, stamp, bytes, skip));
      }
      place = new Place(piece.number, bytes.length);
    }
    return place;
  }

  private static void tell(OutputStream sink, String stamp, byte[] bytes, int skip) {
    try {
      sink.write(stamp.getBytes(StandardCharsets.UTF_8));
      sink.write(bytes, skip, bytes.length - skip);
      sink.flush();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static boolean wants(LogQuery query, Piece piece) {
    boolean stream =
        switch (query.streams()) {
          case BOTH -> true;
          case OUT -> !piece.err;
          case ERR -> piece.err;
        };
    return stream && (query.since() == null || !piece.at.isBefore(query.since()));
  }

  /** The number of the piece with which the wanted lines begin. */
  private synchronized long first(LogQuery query) {
    if (query.tailLines() < 0) {
      return 0;
    }
    long begin = numbers;
    int lines = query.tailLines();
    for (var back = pieces.descendingIterator(); back.hasNext() && lines > 0; ) {
      Piece piece = back.next();
      begin = piece.number;
      lines -= piece.beginsLine ? 1 : 0;
    }
    return begin;
  }

  private final class Writer extends OutputStream {

    private final boolean err;

    Writer(boolean err) {
      this.err = err;
    }

    @Override
    public void write(int octet) {
      write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] source, int offset, int count) {
      if (count > 0) {
        ContainerLog.this.write(err, source, offset, count);
      }
    }
  }
}
