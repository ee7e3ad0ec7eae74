package io.kubelette.runtime;

/**
 * How much of what a container writes is kept: the newest, in files of which the oldest goes when
 * one more is begun. An engine that keeps a single file keeps less; none keeps more.
 *
 * @param fileBytes the size at which a file is full
 * @param files how many there are
 */
public record LogLimits(long fileBytes, int files) {

  /** What the kubelet keeps: five files of 10 MiB. */
  public static final LogLimits DEFAULT = new LogLimits(10L << 20, 5);

  /** Refuses limits by which nothing would be kept. */
  public LogLimits {
    if (fileBytes < 1024 || files < 1) {
      throw new IllegalArgumentException(
          "a log has at least one file of at least 1024 bytes, not %d of %d"
              .formatted(files, fileBytes));
    }
  }

  /** How many bytes are kept in all files together. */
  public long bytes() {
    return fileBytes * files;
  }
}
