package io.kubelette.loop;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An {@link EventLoop} on a daemon thread of its own.
 *
 * <p>What is ready is taken all at once, and only what waits for its time is kept in order: a pod
 * loop gets many tasks, and almost none of its timers ever fire.
 *
 * <p>Thread-safe because the lock guards what is ready and what waits; tasks run outside of it.
 */
public final class ThreadEventLoop implements EventLoop {

  private static final Logger LOG = LoggerFactory.getLogger(ThreadEventLoop.class);
  private static final Duration CLOSE_WAIT = Duration.ofSeconds(5);

  private final String name;
  private final Thread thread;
  private final Clock clock = Clock.system();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition news = lock.newCondition();
  private final TreeSet<Pending> waiting = new TreeSet<>();
  private ArrayDeque<Runnable> ready = new ArrayDeque<>();
  private long scheduled;
  private volatile boolean closed;

  private ThreadEventLoop(String name) {
    this.name = name;
    this.thread = NamedThreads.single(name).newThread(this::live);
  }

  /** A running loop whose thread bears the given name, for instance {@code kubelette-pod-loop}. */
  public static ThreadEventLoop named(String name) {
    ThreadEventLoop loop = new ThreadEventLoop(name);
    loop.thread.start();
    return loop;
  }

  @Override
  public void execute(Runnable task) {
    lock.lock();
    try {
      makeReady(task);
    } finally {
      lock.unlock();
    }
  }

  /** One thread to wake up, once. */
  @Override
  public void executeAll(List<Runnable> tasks) {
    lock.lock();
    try {
      tasks.forEach(this::makeReady);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Timer schedule(Duration delay, Runnable task) {
    lock.lock();
    try {
      Pending pending = new Pending(clock.nanoTime() + delay.toNanos(), scheduled++, task);
      if (delay.isNegative() || delay.isZero()) {
        makeReady(pending);
      } else if (!closed) {
        waiting.add(pending);
        if (waiting.first() == pending) {
          news.signal();
        }
      }
      return pending;
    } finally {
      lock.unlock();
    }
  }

  private void makeReady(Runnable task) {
    if (!closed) {
      ready.add(task);
      if (ready.size() == 1) {
        news.signal();
      }
    }
  }

  @Override
  public Clock clock() {
    return clock;
  }

  @Override
  public boolean inLoop() {
    return Thread.currentThread() == thread;
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      ready.clear();
      waiting.clear();
    } finally {
      lock.unlock();
    }
    if (inLoop()) {
      return;
    }
    thread.interrupt();
    try {
      thread.join(CLOSE_WAIT.toMillis());
      if (thread.isAlive()) {
        LOG.warn("loop={} did not end within {}: a task on it blocks", name, CLOSE_WAIT);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void live() {
    ArrayDeque<Runnable> taken = new ArrayDeque<>();
    while (!closed) {
      taken = take(taken);
      for (Runnable task = taken.poll(); task != null && !closed; task = taken.poll()) {
        run(task);
      }
    }
  }

  /** All that is ready, in exchange for an empty queue; waits until something is. */
  private ArrayDeque<Runnable> take(ArrayDeque<Runnable> empty) {
    lock.lock();
    try {
      Duration toNext = dueAreReady();
      while (ready.isEmpty() && !closed) {
        rest(toNext);
        toNext = dueAreReady();
      }
      ArrayDeque<Runnable> taken = ready;
      ready = empty;
      return taken;
    } finally {
      lock.unlock();
    }
  }

  /** Makes ready what is due, and tells how long the next one waits; negative if none does. */
  private Duration dueAreReady() {
    long now = clock.nanoTime();
    while (!waiting.isEmpty()) {
      long left = waiting.first().due - now;
      if (left > 0) {
        return Duration.ofNanos(left);
      }
      ready.add(waiting.pollFirst());
    }
    return Duration.ofNanos(-1);
  }

  private void rest(Duration atMost) {
    try {
      if (atMost.isNegative()) {
        news.await();
      } else {
        news.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
      }
    } catch (InterruptedException stray) {
      LOG.trace("loop={} was interrupted: by close, or for a task that is over", name);
    }
  }

  private void run(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException | Error failure) {
      LOG.error("loop={} survives the failure of a task", name, failure);
    }
  }

  /** A task that waits for its time, in the order of time and of posting. */
  private final class Pending implements Timer, Runnable, Comparable<Pending> {

    private final long due;
    private final long order;
    private final Runnable task;
    private volatile boolean cancelled;

    Pending(long due, long order, Runnable task) {
      this.due = due;
      this.order = order;
      this.task = task;
    }

    @Override
    public void run() {
      if (!cancelled) {
        task.run();
      }
    }

    @Override
    public void cancel() {
      cancelled = true;
      lock.lock();
      try {
        waiting.remove(this);
      } finally {
        lock.unlock();
      }
    }

    @Override
    public int compareTo(Pending other) {
      int byDue = Long.compare(due - other.due, 0);
      return byDue != 0 ? byDue : Long.compare(order, other.order);
    }
  }
}
