package io.kubelette.pod.volume;

/**
 * A volume that cannot be prepared for now; the message is that of the pod's {@code FailedMount}
 * event.
 */
public final class VolumeException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String volume;

  VolumeException(String volume, Throwable cause) {
    super("MountVolume.SetUp failed for volume \"%s\" : %s".formatted(volume, words(cause)), cause);
    this.volume = volume;
  }

  /** The volume's name. */
  public String volume() {
    return volume;
  }

  /** A failure of a file system says the path alone; which failure it was is in its type. */
  static String words(Throwable failure) {
    String message = failure.getMessage();
    boolean tells =
        !(failure instanceof java.nio.file.FileSystemException files) || files.getReason() != null;
    return message != null && tells ? message : failure.getClass().getSimpleName() + ": " + message;
  }
}
