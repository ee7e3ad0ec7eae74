package io.kubelette.loop;

import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link Trip} brought back: a result or a failure.
 *
 * <p>A trip that was cancelled failed with a {@link java.util.concurrent.CancellationException},
 * one that outlived its deadline with a {@link java.util.concurrent.TimeoutException}, which is a
 * {@link Trip.NoThreadException} if it never began.
 */
public final class Landing<T> {

  private final @Nullable T result;
  private final @Nullable Throwable failure;

  private Landing(@Nullable T result, @Nullable Throwable failure) {
    this.result = result;
    this.failure = failure;
  }

  static <T> Landing<T> of(T result) {
    return new Landing<>(result, null);
  }

  static <T> Landing<T> failed(Throwable failure) {
    return new Landing<>(null, failure);
  }

  /** The result; call it only where {@link #failure()} is empty. */
  public T result() {
    if (result == null) {
      throw new NoSuchElementException("the trip failed: " + failure);
    }
    return result;
  }

  /** Why there is no result, if there is none. */
  public Optional<Throwable> failure() {
    return Optional.ofNullable(failure);
  }
}
