package io.kubelette.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A report of something that happened to an object.
 *
 * @param involvedObject what it happened to
 * @param reason one word, for machines
 * @param message a sentence, for people
 * @param count how often it was seen
 * @param type Normal or Warning
 * @param action what was being done
 */
@Shape
public record Event(
    @OmitEmpty ObjectMeta metadata,
    @Nullable ObjectReference involvedObject,
    @Nullable String reason,
    @Nullable String message,
    @Nullable EventSource source,
    @Time @Nullable Instant firstTimestamp,
    @Time @Nullable Instant lastTimestamp,
    @Nullable Integer count,
    @Nullable String type,
    @Carried @MicroTime @Nullable Instant eventTime,
    @Carried @Nullable EventSeries series,
    @Carried @Nullable String action,
    @Carried @Nullable ObjectReference related,
    @Nullable String reportingComponent,
    @Nullable String reportingInstance)
    implements KubernetesObject, EventBuilder.With {
  public Event {
    metadata = metadata == null ? ObjectMeta.EMPTY : metadata;
  }

  @Override
  public String apiVersion() {
    return "v1";
  }

  @Override
  public String kind() {
    return "Event";
  }

  @Override
  public Event withMetadata(ObjectMeta metadata) {
    return EventBuilder.With.super.withMetadata(metadata);
  }
}
