package io.kubelette.api;

import io.kubelette.loop.Landing;
import io.kubelette.loop.Pace;
import io.kubelette.loop.Trip;
import io.kubelette.model.Event;
import io.kubelette.model.EventSource;
import io.kubelette.model.KubernetesObject;
import io.kubelette.model.ObjectMeta;
import io.kubelette.model.ObjectReference;
import io.kubelette.model.ObjectReferenceBuilder;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reports what happened to objects, as Event objects that {@code kubectl describe} shows.
 *
 * <p>The same event again raises the count of its object; of those that differ only in their
 * message most become one; an object that is the subject of too many is slowed down. {@link
 * EventLimits} say when, and how fast all together are written (Kubernetes: the numbers of its
 * client's recorder).
 *
 * <p>Recording never blocks and never fails: events wait in a bounded queue and are written on the
 * I/O pool in their order; where the queue is full or the API refuses, they are dropped, and an
 * unreachable API is tried several times.
 *
 * <p>Thread-safe: {@link #normal} and {@link #warning} may be called from any thread. The queue is
 * guarded by itself, what a trip needs by {@code this}.
 */
public final class EventRecorder implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(EventRecorder.class);
  private static final int BATCH = 50;

  private final ApiServer api;
  private final Trip.Route route;
  private final EventSource source;
  private final EventLimits limits;
  private final EventCorrelator correlator;
  private final Deque<EventDraft> queue = new ArrayDeque<>();
  private final Pace pace;
  private boolean sending;
  private boolean closed;
  private int lost;
  private Optional<EventCorrelator.Occurrence> unwritten = Optional.empty();
  private int failures;

  private EventRecorder(ApiServer api, Trip.Route route, EventSource source, EventLimits limits) {
    this.api = api;
    this.route = route;
    this.source = source;
    this.limits = limits;
    this.correlator = new EventCorrelator(source, limits);
    this.pace = new Pace(limits.perSecond(), limits.burst());
  }

  /** A recorder that signs with the given component and host. */
  public static EventRecorder create(ApiServer api, Trip.Route route, EventSource source) {
    return create(api, route, source, EventLimits.defaults());
  }

  /** A recorder that writes no more than the limits allow. */
  public static EventRecorder create(
      ApiServer api, Trip.Route route, EventSource source, EventLimits limits) {
    return new EventRecorder(api, route, source, limits);
  }

  /** Refers to an object; {@code withFieldPath} narrows it to a part, such as a container. */
  public static ObjectReference about(KubernetesObject object) {
    ObjectMeta metadata = object.metadata();
    return ObjectReferenceBuilder.builder()
        .kind(object.kind())
        .apiVersion(object.apiVersion())
        .namespace(metadata.namespace())
        .name(metadata.name())
        .uid(metadata.uid())
        .resourceVersion(metadata.resourceVersion())
        .build();
  }

  /** Reports what is as it should be. */
  public void normal(ObjectReference about, String reason, String message) {
    record(new EventDraft(about, "Normal", reason, message, route.loop().clock().now()));
  }

  /** Reports what somebody should look at. */
  public void warning(ObjectReference about, String reason, String message) {
    record(new EventDraft(about, "Warning", reason, message, route.loop().clock().now()));
  }

  /** Drops what is not written yet and records nothing more. May be called twice. */
  @Override
  public void close() {
    synchronized (queue) {
      closed = true;
      queue.clear();
    }
  }

  private void record(EventDraft draft) {
    synchronized (queue) {
      if (closed) {
        return;
      }
      if (queue.size() >= limits.waiting()) {
        if (lost++ == 0) {
          LOG.warn("event={} dropped, more may follow: the queue is full", draft.reason());
        }
        return;
      }
      queue.add(draft);
      if (!sending) {
        sending = true;
        route.loop().execute(this::send);
      }
    }
  }

  private void send() {
    Trip.begin(route, this::writeSome, this::landed);
  }

  private void landed(Landing<Duration> landing) {
    if (landing.failure().isPresent()) {
      route.loop().schedule(limits.pause(), this::send);
      return;
    }
    Duration wait = landing.result();
    synchronized (queue) {
      if (lost > 0 && queue.isEmpty()) {
        LOG.warn("events={} were dropped while the queue was full", lost);
        lost = 0;
      }
      sending = !closed && (!queue.isEmpty() || !wait.isZero());
      if (sending) {
        route.loop().schedule(wait, this::send);
      }
    }
  }

  /** Synchronized, since a trip that outlived its deadline may still be at it. */
  private synchronized Duration writeSome() {
    int written = 0;
    while (written < BATCH && (unwritten.isPresent() || takeNext())) {
      Duration wait = unwritten.isPresent() ? pace.take(route.loop().clock()) : Duration.ZERO;
      if (!wait.isZero()) {
        return wait;
      }
      unwritten.ifPresent(this::write);
      unwritten = Optional.empty();
      written++;
    }
    return Duration.ZERO;
  }

  private boolean takeNext() {
    EventDraft draft;
    synchronized (queue) {
      draft = queue.poll();
    }
    unwritten = Optional.ofNullable(draft).flatMap(correlator::observed);
    return draft != null;
  }

  private void write(EventCorrelator.Occurrence occurrence) {
    Event event = occurrence.event(source);
    try {
      if (occurrence.count() == 1 || !rewrite(event)) {
        api.create(event);
      }
    } catch (ApiException answer) {
      if (answer.kind() == ApiException.Kind.UNAVAILABLE && ++failures < limits.tries()) {
        throw answer;
      }
      drop(occurrence, answer);
    } catch (RuntimeException failure) {
      drop(occurrence, failure);
    }
    failures = 0;
  }

  private static void drop(EventCorrelator.Occurrence occurrence, RuntimeException why) {
    EventDraft draft = occurrence.draft();
    LOG.warn("event={} about={} dropped: {}", draft.reason(), draft.about().name(), why.toString());
  }

  /** Whether the event's object was there to be updated; it may have expired. */
  private boolean rewrite(Event event) {
    try {
      api.update(event);
      return true;
    } catch (ApiException answer) {
      if (answer.kind() == ApiException.Kind.NOT_FOUND) {
        return false;
      }
      throw answer;
    }
  }
}
