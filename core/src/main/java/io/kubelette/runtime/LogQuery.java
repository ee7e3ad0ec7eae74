package io.kubelette.runtime;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which part of a container's log is wanted.
 *
 * @param containerId whose log
 * @param streams of which streams
 * @param end whether to go on with what it writes later, until it ends
 * @param since nothing older; null for all
 * @param tailLines only the last lines, of which those before {@code since} are left out; -1 for
 *     all
 * @param limitBytes how many bytes at most, timestamps included, after which the answer ends
 *     wherever it is; -1 for all
 * @param timestamps whether each line begins with its time in RFC 3339 with nanoseconds, and a
 *     space
 */
@RecordBuilder
public record LogQuery(
    String containerId,
    Streams streams,
    End end,
    @Nullable Instant since,
    int tailLines,
    long limitBytes,
    boolean timestamps)
    implements LogQueryBuilder.With {

  /** All that a container has written so far. */
  public static LogQuery of(String containerId) {
    return new LogQuery(containerId, Streams.BOTH, End.NOW, null, -1, -1, false);
  }

  /** Which streams a log is read of. */
  public enum Streams {
    /** Standard output and standard error. */
    BOTH,
    /** Standard output alone. */
    OUT,
    /** Standard error alone. */
    ERR
  }

  /** Where a log ends. */
  public enum End {
    /** With what is written by now. */
    NOW,
    /** With the container: what it writes later is told as it comes. Kubernetes: follow. */
    CONTAINER
  }
}
