package io.kubelette.runtime.docker;

import com.github.dockerjava.api.model.Event;
import com.github.dockerjava.api.model.EventType;
import io.kubelette.loop.Backoff;
import io.kubelette.loop.Clock;
import io.kubelette.loop.NamedThreads;
import io.kubelette.runtime.ContainerRuntime.Subscription;
import io.kubelette.runtime.ContainerRuntimeException;
import io.kubelette.runtime.RuntimeEvent;
import io.kubelette.runtime.RuntimeEvent.Change;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the engine's events of one owner, and follows them again when the stream breaks.
 *
 * <p>A stream asks for events since an instant that was read from the engine's clock before, and
 * its begin is told as a relist: so nothing between two streams is lost.
 *
 * <p>One thread of its own runs it and calls the listener. {@code closed} is guarded by {@code
 * this}, and so is {@link Listener#told}: nothing is told after {@link #close()}.
 */
final class EventWatch implements Subscription {

  private static final Logger LOG = LoggerFactory.getLogger(EventWatch.class);
  private static final Backoff RECONNECT =
      Backoff.doubling(Duration.ofMillis(100), Duration.ofSeconds(5));

  private static final Map<String, Change.Kind> KINDS =
      Map.of(
          "create", Change.Kind.CREATED,
          "start", Change.Kind.STARTED,
          "die", Change.Kind.ENDED,
          "destroy", Change.Kind.REMOVED);

  private final EngineCalls calls;
  private final EngineClients clients;
  private final String owner;
  private final Listener listener;
  private final Thread thread;
  private boolean closed;
  private Duration pause = Duration.ZERO;

  /** Whom the watch tells, on its thread. */
  interface Listener {

    void told(RuntimeEvent event);

    /** No events come until the next relist. May be told twice, and after the end. */
    void brokeOff();
  }

  private EventWatch(EngineCalls calls, EngineClients clients, String owner, Listener listener) {
    this.calls = calls;
    this.clients = clients;
    this.owner = owner;
    this.listener = listener;
    this.thread = NamedThreads.single("kubelette-docker-events").newThread(this::run);
  }

  static EventWatch start(
      EngineCalls calls, EngineClients clients, String owner, Listener listener) {
    EventWatch watch = new EventWatch(calls, clients, owner, listener);
    watch.thread.start();
    return watch;
  }

  private void run() {
    while (!isClosed()) {
      try {
        follow();
      } catch (ContainerRuntimeException failure) {
        lost(failure);
      }
    }
  }

  private void follow() {
    EngineStream<Event> stream = open();
    try {
      EngineStream.Piece<Event> piece = stream.next();
      while (!piece.end()) {
        if (piece.begin()) {
          pause = Duration.ZERO;
          deliver(RuntimeEvent.relist());
        } else if (piece.value() != null) {
          follow(piece.value());
        }
        piece = stream.next();
      }
    } finally {
      listener.brokeOff();
      stream.close();
    }
    await();
  }

  private EngineStream<Event> open() {
    String name = "events of " + owner;
    String now = calls.call(name, client -> client.infoCmd().exec()).getSystemTime();
    Instant since = Timestamps.of(now);
    return EngineStream.open(
        name,
        clients.forStream(),
        (client, pieces) ->
            client
                .eventsCmd()
                .withSince("%d.%09d".formatted(since.getEpochSecond(), since.getNano()))
                .withEventTypeFilter(EventType.CONTAINER)
                .withLabelFilter(Map.of(Labels.OWNER, owner))
                .exec(pieces));
  }

  private void follow(Event event) {
    // A probe's exec changes no state, and there are many.
    if (event.getActor() == null || String.valueOf(event.getAction()).startsWith("exec_")) {
      return;
    }
    Map<String, String> labels = event.getActor().getAttributes();
    String uid = labels == null ? "" : Labels.text(labels, Labels.POD_UID);
    deliver(uid.isEmpty() ? RuntimeEvent.relist() : event(uid, event));
  }

  /** Other actions may be of any kind, so that the pod must be looked at. */
  private static RuntimeEvent event(String uid, Event event) {
    Change.Kind kind = KINDS.get(String.valueOf(event.getAction()));
    String id = event.getActor() == null ? null : event.getActor().getId();
    return kind == null || id == null
        ? RuntimeEvent.of(uid)
        : RuntimeEvent.of(uid, new Change(id, kind));
  }

  private synchronized void deliver(RuntimeEvent event) {
    if (closed) {
      return;
    }
    try {
      listener.told(event);
    } catch (RuntimeException failure) {
      LOG.error("owner={} event={} the listener failed", owner, event, failure);
    }
  }

  private void lost(ContainerRuntimeException failure) {
    if (isClosed()) {
      return;
    }
    if (pause.isZero()) {
      LOG.info(
          "owner={} the engine's events broke off, reconnecting: {}", owner, failure.getMessage());
    }
    await();
  }

  private void await() {
    pause = RECONNECT.after(pause);
    try {
      Clock.system().sleep(pause);
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized boolean isClosed() {
    return closed;
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
    }
    thread.interrupt();
  }
}
