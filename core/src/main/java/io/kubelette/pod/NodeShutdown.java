package io.kubelette.pod;

import io.kubelette.loop.EventLoop;
import io.kubelette.model.Pod;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/**
 * The end of a node whose machine goes down: regular pods first, then critical ones.
 *
 * <pre>
 *   REGULAR ──► CRITICAL ──► OVER      on when all of a phase have ended, or its time is up
 * </pre>
 *
 * <p>Owned by: pod loop.
 */
final class NodeShutdown {

  private static final String REASON = "Terminated";
  private static final String MESSAGE = "Pod was terminated in response to imminent node shutdown.";

  private final EventLoop loop;
  private final BiConsumer<Pod, Ending> end;
  private final CompletableFuture<Void> over = new CompletableFuture<>();
  private final Set<String> awaited = new HashSet<>();
  private Runnable next = () -> {};

  /** The consumer ends one pod. */
  NodeShutdown(EventLoop loop, BiConsumer<Pod, Ending> end) {
    this.loop = loop;
    this.end = end;
  }

  /** Completes when no pod runs any more, or the time is up. */
  CompletableFuture<Void> over() {
    return over;
  }

  void begin(Collection<Pod> pods, ShutdownConfig config) {
    List<Pod> all = List.copyOf(pods);
    phase(
        all.stream().filter(Predicate.not(CriticalPods::isCritical)).toList(),
        config.regular(),
        () ->
            phase(
                all.stream().filter(CriticalPods::isCritical).toList(),
                config.critical(),
                () -> over.complete(null)));
  }

  /** The pod takes nothing of the node any more. */
  void terminated(String uid) {
    if (awaited.remove(uid) && awaited.isEmpty()) {
      advance();
    }
  }

  private void phase(List<Pod> pods, Duration time, Runnable afterwards) {
    next = afterwards;
    pods.forEach(
        pod -> {
          awaited.add(String.valueOf(pod.metadata().uid()));
          end.accept(pod, Ending.disrupted(REASON, MESSAGE, time));
        });
    if (pods.isEmpty()) {
      advance();
    } else {
      loop.schedule(
          time,
          () -> {
            if (next == afterwards) {
              advance();
            }
          });
    }
  }

  private void advance() {
    awaited.clear();
    Runnable following = next;
    next = () -> {};
    following.run();
  }
}
