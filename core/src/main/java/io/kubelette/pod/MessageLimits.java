package io.kubelette.pod;

import io.soabase.recordbuilder.core.RecordBuilder;

/**
 * How much a status keeps of what containers say of their end; {@link #defaults()} are the numbers
 * of Kubernetes.
 *
 * @param fileBytes how many bytes of the end of a container's file are read (Kubernetes: 4096)
 * @param logLines how many lines of its log stand in for an empty file (Kubernetes: 80)
 * @param logBytes of these lines, how many bytes at most (Kubernetes: 2048)
 * @param podLength how many characters the messages of a pod's containers may have together, each
 *     an equal share (Kubernetes: 12 KiB)
 */
@RecordBuilder
public record MessageLimits(int fileBytes, int logLines, int logBytes, int podLength)
    implements MessageLimitsBuilder.With {

  /** Refuses limits under which nothing would be kept. */
  public MessageLimits {
    if (fileBytes < 1 || logLines < 1 || logBytes < 1 || podLength < 1) {
      throw new IllegalArgumentException("limits of messages are positive");
    }
  }

  /** The numbers of Kubernetes. */
  public static MessageLimits defaults() {
    return new MessageLimits(4096, 80, 2048, 12 * 1024);
  }
}
