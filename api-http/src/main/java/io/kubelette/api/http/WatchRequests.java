package io.kubelette.api.http;

import io.kubelette.api.Page;
import io.kubelette.api.Paging;
import io.kubelette.api.Query;
import io.kubelette.model.KubernetesObject;
import io.kubelette.model.ResourceType;
import io.kubelette.store.Revision;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Begins watches: over chunked HTTP, or over WebSocket for those who ask for it.
 *
 * <p>Thread-safe: what is shared belongs to the loop of watches.
 */
final class WatchRequests {

  /** Kubernetes ends a watch that names no timeout after 30 to 60 minutes. */
  private static final int SHORTEST = 1800;

  private final Ground ground;
  private final ObjectRequests objects;
  private final SharedLines shared = new SharedLines();
  private final Set<WatchStream<?>> open = new HashSet<>();
  private boolean ended;

  WatchRequests(Ground ground, ObjectRequests objects) {
    this.ground = ground;
    this.objects = objects;
  }

  /** Begins a watch; called where the store may block. */
  <T extends KubernetesObject> void begin(
      ResourceType<T> type, Location location, Exchange exchange) {
    Request request = exchange.request();
    View<T> view = View.of(type, request, ground.encoded());
    Query<T> query = objects.query(type, location, request.parameters());
    WatchStream.Wish<T> wish =
        new WatchStream.Wish<>(
            query,
            new EventLines<>(view, shared, ground.clock()),
            bookmarks(request.parameters()),
            timeout(request.parameters()));
    WatchStream.Start<T> start = start(query, request.parameters());
    if (request.wantsWebSocket()) {
      WebSockets.accept(
          exchange,
          List.of(),
          socket -> {
            Outflow outflow =
                new Outflow(socket.channel(), WatchRequests::text, () -> socket.close(1000));
            begin(new WatchStream<>(ground, wish, start, outflow), exchange);
          });
    } else {
      Outflow outflow = exchange.flow(Reply.JSON);
      begin(new WatchStream<>(ground, wish, start, outflow), exchange);
    }
  }

  private static Object text(ByteBuf event) {
    return new TextWebSocketFrame(event);
  }

  private void begin(WatchStream<?> stream, Exchange exchange) {
    ground.watches().execute(() -> opened(stream));
    exchange.whenGone(() -> ground.watches().execute(stream::close));
  }

  private void opened(WatchStream<?> stream) {
    if (!ended) {
      open.add(stream);
      stream.begin(() -> open.remove(stream));
    }
  }

  /**
   * No watch of the store outlives the server, whose store is somebody else's. Blocks shortly, also
   * on a thread that was interrupted before.
   */
  void end() {
    CountDownLatch done = new CountDownLatch(1);
    ground
        .watches()
        .execute(
            () -> {
              ended = true;
              List.copyOf(open).forEach(WatchStream::close);
              done.countDown();
            });
    boolean interrupted = Thread.interrupted();
    try {
      done.await(5, TimeUnit.SECONDS);
    } catch (InterruptedException again) {
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Without a revision, and with that of 0, what is there now comes first. */
  private <T extends KubernetesObject> WatchStream.Start<T> start(
      Query<T> query, Parameters parameters) {
    String version = parameters.text("resourceVersion").orElse("");
    boolean fromNow = version.isEmpty() || version.equals("0");
    if (fromNow || parameters.flag("sendInitialEvents")) {
      Page<T> page = ground.api().requests().list(query, Paging.all());
      return new WatchStream.Start<>(page.items().iterator(), page.revision());
    }
    try {
      return new WatchStream.Start<>(Collections.emptyIterator(), Revision.of(version));
    } catch (IllegalArgumentException malformed) {
      throw Refusals.badRequest("Invalid value: \"" + version + "\": " + malformed.getMessage());
    }
  }

  private static WatchStream.Bookmarks bookmarks(Parameters parameters) {
    boolean wanted = parameters.flag("allowWatchBookmarks");
    if (parameters.flag("sendInitialEvents")) {
      return WatchStream.Bookmarks.AFTER_INITIAL;
    }
    return wanted ? WatchStream.Bookmarks.REGULAR : WatchStream.Bookmarks.NONE;
  }

  private static Duration timeout(Parameters parameters) {
    long asked = parameters.number("timeoutSeconds").orElse(0);
    long seconds = asked > 0 ? asked : SHORTEST + new SplittableRandom().nextInt(SHORTEST);
    return Duration.ofSeconds(Math.min(seconds, Integer.MAX_VALUE));
  }
}
