package io.kubelette.runtime;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A container as the engine shows it.
 *
 * @param id the engine's id
 * @param sandboxId the sandbox that it joined
 * @param name its name in its pod
 * @param attempt which container of that name it is, from 0
 * @param hash the {@link ContainerSpec#hash()} that it was made with
 * @param image the image's reference as the engine reports it
 * @param imageId the image's digest or id, in the form of a pod's status
 * @param state where it is in its life
 * @param createdAt when it was made
 * @param startedAt when it began to run, if it ever did
 * @param exit how it ended, while {@code EXITED}
 * @param terminationGrace the {@link ContainerSpec#terminationGrace()} that it was made with
 * @param resources what it may use at this moment, as far as the engine tells; 0 for what it does
 *     not limit or not tell
 * @param stopSignal what asks it to end, if it was made with one or its image names one
 * @param annotations the {@link ContainerSpec#annotations()} that it was made with
 */
@RecordBuilder
public record ObservedContainer(
    String id,
    String sandboxId,
    String name,
    int attempt,
    String hash,
    String image,
    String imageId,
    State state,
    Instant createdAt,
    @Nullable Instant startedAt,
    @Nullable Exit exit,
    Duration terminationGrace,
    ContainerResources resources,
    @Nullable StopSignal stopSignal,
    Map<String, String> annotations)
    implements ObservedContainerBuilder.With {

  /** Copies the map. */
  public ObservedContainer {
    annotations = Map.copyOf(annotations);
  }

  /** A container of whose making nothing else is known. */
  public ObservedContainer(
      String id,
      String sandboxId,
      String name,
      int attempt,
      String hash,
      String image,
      String imageId,
      State state,
      Instant createdAt,
      @Nullable Instant startedAt,
      @Nullable Exit exit,
      Duration terminationGrace) {
    this(
        id,
        sandboxId,
        name,
        attempt,
        hash,
        image,
        imageId,
        state,
        createdAt,
        startedAt,
        exit,
        terminationGrace,
        ContainerResources.UNLIMITED,
        null,
        Map.of());
  }

  /** Where a container is in its life. */
  public enum State {
    /** Made, never started. */
    CREATED,
    /** Its program runs. */
    RUNNING,
    /** Its program has ended, or could not begin. */
    EXITED,
    /** The engine cannot tell. */
    UNKNOWN
  }

  /**
   * How a container ended.
   *
   * @param code the exit code; 128 + n after signal n
   * @param finishedAt when it ended
   * @param reason the word of a pod's status: {@code Completed}, {@code Error}, {@code OOMKilled},
   *     {@code ContainerCannotRun}
   * @param message the engine's words, empty if it has none
   */
  public record Exit(int code, Instant finishedAt, String reason, String message) {}
}
