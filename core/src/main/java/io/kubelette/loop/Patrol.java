package io.kubelette.loop;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Looks at something again and again, one look at a time.
 *
 * <pre>
 *   RESTING ──► LOOKING, a trip ──► landed, on the loop ──► RESTING
 * </pre>
 *
 * <p>Owned by: the loop of its route; {@link #close} may be called from any thread.
 */
public final class Patrol<T> implements AutoCloseable {

  /**
   * When it looks.
   *
   * @param first how long it rests before the first look
   * @param rest how long between the landing of a look and the next
   */
  public record Pace(Duration first, Duration rest) {}

  private final Trip.Route route;
  private final Duration rest;
  private final Supplier<Callable<T>> looks;
  private final Consumer<Landing<T>> onLanding;
  private @Nullable Trip<T> trip;
  private EventLoop.Timer timer = () -> {};
  private boolean closed;

  private Patrol(
      Trip.Route route, Duration rest, Supplier<Callable<T>> looks, Consumer<Landing<T>> landing) {
    this.route = route;
    this.rest = rest;
    this.looks = looks;
    this.onLanding = landing;
  }

  /**
   * Begins.
   *
   * @param looks makes each look, on the loop; the look itself is taken on the pool
   * @param onLanding hears on the loop what a look brought, before the rest begins; not after the
   *     close
   */
  public static <T> Patrol<T> start(
      Trip.Route route, Pace pace, Supplier<Callable<T>> looks, Consumer<Landing<T>> onLanding) {
    Patrol<T> patrol = new Patrol<>(route, pace.rest(), looks, onLanding);
    route.loop().execute(() -> patrol.rest(pace.first()));
    return patrol;
  }

  /** Calls a look that is under way back; there is no further one. */
  @Override
  public void close() {
    route
        .loop()
        .execute(
            () -> {
              closed = true;
              timer.cancel();
              if (trip != null) {
                trip.cancel();
              }
            });
  }

  private void rest(Duration time) {
    if (!closed) {
      timer = route.loop().schedule(time, this::look);
    }
  }

  private void look() {
    trip = Trip.begin(route, looks.get(), this::landed);
  }

  private void landed(Landing<T> landing) {
    trip = null;
    if (!closed) {
      onLanding.accept(landing);
      rest(rest);
    }
  }
}
