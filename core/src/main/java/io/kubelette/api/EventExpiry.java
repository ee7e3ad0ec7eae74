package io.kubelette.api;

import io.kubelette.loop.EventLoop;
import io.kubelette.loop.Landing;
import io.kubelette.loop.Trip;
import io.kubelette.model.Event;
import io.kubelette.model.ObjectMeta;
import io.kubelette.model.ResourceType;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes events that have not been repeated for a time, so that they do not fill the store.
 *
 * <p>Owned by the loop of its route; it looks at them once in a twelfth of that time.
 */
public final class EventExpiry implements AutoCloseable {

  /** How long Kubernetes keeps an event: one hour. */
  public static final Duration KUBERNETES = Duration.ofHours(1);

  private static final Logger LOG = LoggerFactory.getLogger(EventExpiry.class);

  private final ApiServer api;
  private final Trip.Route route;
  private final Duration timeToLive;
  private EventLoop.@Nullable Timer timer;
  private volatile boolean closed;

  private EventExpiry(ApiServer api, Trip.Route route, Duration timeToLive) {
    this.api = api;
    this.route = route;
    this.timeToLive = timeToLive;
  }

  /** Begins; may be called on any thread. */
  public static EventExpiry start(ApiServer api, Trip.Route route, Duration timeToLive) {
    EventExpiry expiry = new EventExpiry(api, route, timeToLive);
    route.loop().execute(expiry::sleep);
    return expiry;
  }

  @Override
  public void close() {
    closed = true;
    route.loop().execute(this::cancel);
  }

  private void cancel() {
    if (timer != null) {
      timer.cancel();
    }
  }

  private void sleep() {
    if (!closed) {
      timer = route.loop().schedule(timeToLive.dividedBy(12), this::look);
    }
  }

  private void look() {
    Trip.begin(route, this::sweep, this::landed);
  }

  private void landed(Landing<Integer> landing) {
    landing
        .failure()
        .ifPresent(failure -> LOG.warn("expired events stay for now: {}", failure.toString()));
    sleep();
  }

  private int sweep() {
    Instant oldest = route.loop().clock().now().minus(timeToLive);
    int swept = 0;
    for (Event event : api.list(Query.of(ResourceType.EVENT)).items()) {
      if (last(event).isBefore(oldest) && remove(event)) {
        swept++;
      }
    }
    return swept;
  }

  /** Unless it was repeated meanwhile. */
  private boolean remove(Event event) {
    ObjectMeta metadata = event.metadata();
    String version = Objects.requireNonNull(metadata.resourceVersion());
    try {
      api.delete(
          ResourceType.EVENT,
          String.valueOf(metadata.namespace()),
          String.valueOf(metadata.name()),
          DeleteOptions.now().ifResourceVersion(version));
      return true;
    } catch (ApiException answer) {
      if (answer.kind() == ApiException.Kind.UNAVAILABLE) {
        throw answer;
      }
      return false;
    }
  }

  private static Instant last(Event event) {
    return Stream.of(
            event.lastTimestamp(),
            event.series() == null ? null : event.series().lastObservedTime(),
            event.eventTime(),
            event.metadata().creationTimestamp())
        .filter(Objects::nonNull)
        .max(Instant::compareTo)
        .orElse(Instant.MAX);
  }
}
