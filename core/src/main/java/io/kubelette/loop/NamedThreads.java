package io.kubelette.loop;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/**
 * Makes daemon threads with telling names.
 *
 * <p>Thread-safe because its counter and its set are.
 */
public final class NamedThreads implements ThreadFactory {

  private final IntFunction<String> names;
  private final AtomicInteger next = new AtomicInteger();
  private final Set<Thread> own = ConcurrentHashMap.newKeySet();

  private NamedThreads(IntFunction<String> names) {
    this.names = names;
  }

  /** Threads that all bear this name: for an owner of one thread at a time. */
  public static NamedThreads single(String name) {
    return new NamedThreads(index -> name);
  }

  /** Threads called {@code prefix-0}, {@code prefix-1} and so on. */
  public static NamedThreads numbered(String prefix) {
    return new NamedThreads(index -> prefix + "-" + index);
  }

  @Override
  public Thread newThread(Runnable body) {
    Runnable tracked =
        () -> {
          try {
            body.run();
          } finally {
            own.remove(Thread.currentThread());
          }
        };
    Thread thread = new Thread(tracked, names.apply(next.getAndIncrement()));
    thread.setDaemon(true);
    own.add(thread);
    return thread;
  }

  /** Whether the thread was made here and still runs. */
  boolean isOwn(Thread thread) {
    return own.contains(thread);
  }
}
