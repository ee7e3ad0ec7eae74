package io.kubelette.api;

import io.kubelette.model.PodKey;
import io.kubelette.runtime.LogQuery;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which part of which log of a pod is wanted.
 *
 * @param pod which pod
 * @param container which of its containers; null for the only one, or the one that the annotation
 *     {@code kubectl.kubernetes.io/default-container} names
 * @param attempt the container that is there now, or the one before
 * @param streams of which streams
 * @param end whether to go on with what it writes later, until it ends; a restart ends it too
 * @param since nothing older; null for all
 * @param tailLines only the last lines, counted after {@code since}; -1 for all
 * @param limitBytes how many bytes at most; -1 for all
 * @param timestamps whether each line begins with its time in RFC 3339 with nanoseconds
 */
@RecordBuilder
public record PodLogQuery(
    PodKey pod,
    @Nullable String container,
    Attempt attempt,
    LogQuery.Streams streams,
    LogQuery.End end,
    @Nullable Instant since,
    int tailLines,
    long limitBytes,
    boolean timestamps)
    implements PodLogQueryBuilder.With {

  /** Whose log. */
  public enum Attempt {
    /** The container that runs, or the last that ran. */
    NEWEST,
    /** The one before it. Kubernetes: previous. */
    PREVIOUS
  }

  /** All that the newest container has written so far. */
  public static PodLogQuery of(PodKey pod, @Nullable String container) {
    LogQuery all = LogQuery.of("");
    return new PodLogQuery(
        pod,
        container,
        Attempt.NEWEST,
        all.streams(),
        all.end(),
        all.since(),
        all.tailLines(),
        all.limitBytes(),
        all.timestamps());
  }

  /** The same, of a container of the runtime. */
  public LogQuery in(String containerId) {
    return new LogQuery(containerId, streams, end, since, tailLines, limitBytes, timestamps);
  }
}
