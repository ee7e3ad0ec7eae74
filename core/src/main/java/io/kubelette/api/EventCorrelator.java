package io.kubelette.api;

import io.kubelette.model.Event;
import io.kubelette.model.EventBuilder;
import io.kubelette.model.EventSource;
import io.kubelette.model.ObjectMetaBuilder;
import io.kubelette.model.ObjectReference;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Counts repeated events, merges similar ones and drops spam.
 *
 * <p>Events are similar that have one object and reason and other messages; {@link EventLimits} say
 * how many of them are told apart, and how many about one object.
 *
 * <p>No thread and no clock of its own: time comes with the drafts. Owned by one recorder.
 */
final class EventCorrelator {

  private static final String MERGED = "(combined from similar events): ";

  /**
   * An event to be written.
   *
   * @param name of its object: the same for all repetitions
   * @param first when it was first seen
   * @param count how often it was seen
   * @param draft its last occurrence
   */
  record Occurrence(String name, Instant first, int count, EventDraft draft) {

    Event event(EventSource source) {
      ObjectReference about = draft.about();
      return EventBuilder.builder()
          .metadata(
              ObjectMetaBuilder.builder()
                  .name(name)
                  .namespace(Objects.requireNonNullElse(about.namespace(), "default"))
                  .build())
          .involvedObject(about)
          .type(draft.type())
          .reason(draft.reason())
          .message(draft.message())
          .count(count)
          .firstTimestamp(first)
          .lastTimestamp(draft.when().truncatedTo(ChronoUnit.SECONDS))
          .source(source)
          .reportingComponent(source.component())
          .reportingInstance(source.host())
          .build();
    }
  }

  private static final class Similar {
    final Set<String> messages = new HashSet<>();
    Instant last = Instant.MIN;
  }

  private record Allowance(double tokens, Instant at) {}

  private final EventLimits limits;
  private final Map<EventDraft, Similar> similar;
  private final Map<EventDraft, Occurrence> seen;
  private final Map<ObjectReference, Allowance> allowances;
  private final int salt;
  private long lastStamp;

  /** Two recorders that report at one instant differ by the salt in their events' names. */
  EventCorrelator(EventSource source, EventLimits limits) {
    this.limits = limits;
    this.similar = new Remembered<>(limits.remembered());
    this.seen = new Remembered<>(limits.remembered());
    this.allowances = new Remembered<>(limits.remembered());
    this.salt = Math.floorMod(source.hashCode(), 1_000_000);
  }

  /** What to write for a draft; nothing if its object has had too many. */
  Optional<Occurrence> observed(EventDraft given) {
    EventDraft draft = clean(given);
    Similar like = similarTo(draft);
    boolean merge = like.messages.size() > limits.similar();
    EventDraft told = merge ? draft.withMessage(MERGED + draft.message()) : draft;
    EventDraft key = merge ? draft.anyMessage() : draft.anyTime();
    Occurrence occurrence = counted(seen.get(key), told);
    seen.put(key, occurrence);
    return isAllowed(draft) ? Optional.of(occurrence) : Optional.empty();
  }

  private Similar similarTo(EventDraft draft) {
    EventDraft key = draft.anyMessage();
    Similar like = similar.get(key);
    if (like == null || like.last.plus(limits.similarWindow()).isBefore(draft.when())) {
      like = new Similar();
      similar.put(key, like);
    }
    like.last = draft.when();
    if (like.messages.size() <= limits.similar()) {
      like.messages.add(draft.message());
    }
    return like;
  }

  private Occurrence counted(@Nullable Occurrence before, EventDraft draft) {
    if (before == null) {
      Instant first = draft.when().truncatedTo(ChronoUnit.SECONDS);
      return new Occurrence(name(draft), first, 1, draft);
    }
    return new Occurrence(before.name(), before.first(), before.count() + 1, draft);
  }

  private boolean isAllowed(EventDraft draft) {
    ObjectReference subject = draft.about().withFieldPath(null);
    Allowance before =
        allowances.getOrDefault(subject, new Allowance(limits.perObject(), draft.when()));
    double refilled =
        Math.max(0, seconds(Duration.between(before.at(), draft.when())))
            / seconds(limits.perObjectPause());
    double tokens = Math.min(limits.perObject(), before.tokens() + refilled);
    boolean allowed = tokens >= 1;
    allowances.put(subject, new Allowance(allowed ? tokens - 1 : tokens, draft.when()));
    return allowed;
  }

  private static double seconds(Duration span) {
    return span.getSeconds() + span.getNano() / 1e9;
  }

  /** Unique within this recorder: two events at one instant get stamps of their own. */
  private String name(EventDraft draft) {
    Instant when = draft.when();
    long stamp = when.getEpochSecond() * 1_000_000_000L + when.getNano() + salt;
    lastStamp = Math.max(lastStamp + 1, stamp);
    String subject = Objects.requireNonNullElse(draft.about().name(), "");
    return subject.substring(0, Math.min(subject.length(), 236))
        + "."
        + Long.toHexString(lastStamp);
  }

  /** An object's version says nothing about whether two events are alike. */
  private static EventDraft clean(EventDraft draft) {
    return new EventDraft(
        draft.about().withResourceVersion(null),
        draft.type(),
        draft.reason(),
        draft.message(),
        draft.when());
  }

  /** Forgets what was used least recently. */
  private static final class Remembered<K, V> extends LinkedHashMap<K, V> {
    private static final long serialVersionUID = 1;
    private final int limit;

    Remembered(int limit) {
      super(16, 0.75f, true);
      this.limit = limit;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
      return size() > limit;
    }
  }
}
