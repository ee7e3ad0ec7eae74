package io.kubelette.runtime.fake;

import io.kubelette.loop.EventLoop;
import io.kubelette.runtime.ContainerRuntime.Subscription;
import io.kubelette.runtime.RuntimeEvent;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * Who is told of changes. Listeners are called on the loop; an event that is still under way is not
 * sent twice.
 *
 * <p>Thread-safe: the list is, and each watcher guards what is its own.
 */
final class Watchers {

  private final EventLoop loop;
  private final List<Watcher> watchers = new CopyOnWriteArrayList<>();
  private volatile boolean losing;

  Watchers(EventLoop loop) {
    this.loop = loop;
  }

  Subscription add(String owner, Consumer<RuntimeEvent> listener) {
    Watcher watcher = new Watcher(owner, listener);
    watchers.add(watcher);
    return watcher;
  }

  /** Tells of something that changed in a pod of that owner. */
  void tell(String owner, RuntimeEvent event) {
    if (losing) {
      return;
    }
    for (Watcher watcher : watchers) {
      if (watcher.owner.equals(owner)) {
        watcher.post(event);
      }
    }
  }

  /** Drops all events until {@link #relist()}. */
  void lose() {
    losing = true;
  }

  /** Tells everyone to observe all, and goes on. */
  void relist() {
    losing = false;
    watchers.forEach(watcher -> loop.execute(() -> watcher.deliver(RuntimeEvent.relist())));
  }

  private final class Watcher implements Subscription {

    private final String owner;
    private final Consumer<RuntimeEvent> listener;
    // Guarded by itself, apart from this watcher's monitor, which is held while the listener runs.
    private final Set<RuntimeEvent> underWay = new HashSet<>();
    private boolean open = true;

    Watcher(String owner, Consumer<RuntimeEvent> listener) {
      this.owner = owner;
      this.listener = listener;
    }

    void post(RuntimeEvent event) {
      synchronized (underWay) {
        if (!underWay.add(event)) {
          return;
        }
      }
      loop.execute(
          () -> {
            synchronized (underWay) {
              underWay.remove(event);
            }
            deliver(event);
          });
    }

    synchronized void deliver(RuntimeEvent event) {
      if (open) {
        listener.accept(event);
      }
    }

    @Override
    public synchronized void close() {
      open = false;
      watchers.remove(this);
    }
  }
}
