package io.kubelette.simulation;

import io.kubelette.loop.Clock;
import io.kubelette.loop.EventLoop;
import io.kubelette.loop.IoPool;
import io.kubelette.loop.ManualEventLoop;
import io.kubelette.loop.ManualIoPool;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An event loop and an I/O pool with a long way between them.
 *
 * <p>A task on the pool waits before it begins, and the last thing that it posts to the loop, the
 * landing of its trip, is under way for a while: so the world goes on between an observation and
 * the moment in which the loop learns of it, and deadlines pass.
 *
 * <p>Owned by the simulation's thread.
 */
final class SlowTrips implements AutoCloseable {

  private final World world;
  private final ManualEventLoop line;
  private final IoPool pool;
  private final EventLoop loop = new Line();
  private @Nullable List<Runnable> posts;
  private boolean dead;

  SlowTrips(World world) {
    this.world = world;
    this.line = ManualEventLoop.on(world.time);
    ManualIoPool queue = ManualIoPool.on(world.time, world.weather::beforeTask);
    this.pool =
        new IoPool() {
          @Override
          public void execute(Runnable task) {
            queue.execute(() -> run(task));
          }

          @Override
          public void close() {
            queue.close();
          }
        };
  }

  EventLoop loop() {
    return loop;
  }

  IoPool pool() {
    return pool;
  }

  /** Ends both: what waits never happens. */
  @Override
  public void close() {
    pool.close();
    line.close();
  }

  /**
   * Ends the loop as the death of a process does, but not what was asked of others: that happens
   * late, and nobody hears of it.
   */
  void die() {
    dead = true;
    line.close();
  }

  private void run(Runnable task) {
    if (dead) {
      task.run();
      return;
    }
    List<Runnable> posted = new ArrayList<>(2);
    posts = posted;
    try {
      task.run();
    } finally {
      posts = null;
    }
    for (int i = 0; i < posted.size() - 1; i++) {
      line.execute(posted.get(i));
    }
    if (!posted.isEmpty()) {
      Duration answerTakes = world.weather.afterTask();
      line.schedule(answerTakes, posted.get(posted.size() - 1));
      world.acted(answerTakes);
    }
  }

  private final class Line implements EventLoop {

    @Override
    public void execute(Runnable task) {
      if (posts != null) {
        posts.add(task);
      } else {
        line.execute(task);
      }
    }

    @Override
    public Timer schedule(Duration delay, Runnable task) {
      return line.schedule(delay, task);
    }

    @Override
    public Clock clock() {
      return line.clock();
    }

    @Override
    public boolean inLoop() {
      return line.inLoop();
    }

    @Override
    public void close() {
      line.close();
    }
  }
}
