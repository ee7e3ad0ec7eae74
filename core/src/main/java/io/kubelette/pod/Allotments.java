package io.kubelette.pod;

import io.kubelette.fit.AllocatedPod;
import io.kubelette.fit.NodeLoad;
import io.kubelette.model.Container;
import io.kubelette.model.Node;
import io.kubelette.model.Pod;
import io.kubelette.model.PodSpec;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What is set aside for each pod of a node: what it asked for when it was taken in, until a change
 * of that fits.
 *
 * <pre>
 *   as taken in ──► asks for other amounts ──► they fit: they are its own
 *                                          └─► pending: judged again whenever there may be room
 * </pre>
 *
 * <p>What a pod had before this node's start is read from its status. Owned by: pod loop.
 */
final class Allotments {

  private record Share(Pod pod, PodSpec own, @Nullable Rejection pending) {

    Allotment allotment() {
      return new Allotment(own == pod.spec() ? pod : pod.withSpec(own), pending);
    }
  }

  private final NodeLoad load;
  private final ResizeFit.Ability ability;
  private final Map<String, Share> shares = new LinkedHashMap<>();
  private int pending;

  /** {@code load} counts what is set aside. */
  Allotments(NodeLoad load, ResizeFit.Ability ability) {
    this.load = load;
    this.ability = ability;
  }

  /** What a pod of the node has now that its source tells this of it; it counts as its load. */
  Allotment of(Pod pod, @Nullable Node node) {
    String uid = String.valueOf(pod.metadata().uid());
    Share before = shares.get(uid);
    if (before == null) {
      PodSpec own = AllocatedPod.of(pod).spec();
      before = new Share(pod.withSpec(own), own, null);
      load.put(before.pod());
    }
    Share now = after(before, pod, node);
    put(uid, now);
    load.put(now.allotment().pod());
    return now.allotment();
  }

  private Share after(Share before, Pod pod, @Nullable Node node) {
    boolean same = pod.spec() == before.pod().spec() || pod.spec().equals(before.pod().spec());
    if (same) {
      return new Share(pod, before.own(), before.pending());
    }
    PodSpec own = withResources(pod.spec(), before.own());
    if (own.equals(pod.spec())) {
      return new Share(pod, pod.spec(), null);
    }
    return judged(new Share(pod, own, before.pending()), node);
  }

  private Share judged(Share share, @Nullable Node node) {
    if (share.pod().metadata().deletionTimestamp() != null) {
      return share;
    }
    Optional<Rejection> no =
        new ResizeFit(node, load, ability).rejectionOf(share.pod(), share.own());
    return no.isPresent()
        ? new Share(share.pod(), share.own(), no.get())
        : new Share(share.pod(), share.pod().spec(), null);
  }

  /** Judges anew what waits, the most important first; tells of each verdict that changed. */
  void retry(@Nullable Node node, Consumer<Allotment> changed) {
    if (pending == 0) {
      return;
    }
    List<Share> waiting =
        shares.values().stream()
            .filter(share -> share.pending() != null)
            .sorted(Comparator.comparing(Allotments::priority).reversed())
            .toList();
    for (Share share : waiting) {
      Share now = judged(share, node);
      if (!now.equals(share)) {
        put(String.valueOf(now.pod().metadata().uid()), now);
        load.put(now.allotment().pod());
        changed.accept(now.allotment());
      }
    }
  }

  boolean anyPending() {
    return pending > 0;
  }

  /** Nothing is set aside for the pod any more. */
  void remove(String uid) {
    Share share = shares.remove(uid);
    pending -= share != null && share.pending() != null ? 1 : 0;
  }

  private void put(String uid, Share share) {
    Share before = shares.put(uid, share);
    pending -= before != null && before.pending() != null ? 1 : 0;
    pending += share.pending() != null ? 1 : 0;
  }

  private static int priority(Share share) {
    return Objects.requireNonNullElse(share.pod().spec().priority(), 0);
  }

  private static PodSpec withResources(PodSpec spec, PodSpec own) {
    return spec.withContainers(withResources(spec.containers(), own.containers()))
        .withInitContainers(withResources(spec.initContainers(), own.initContainers()));
  }

  private static List<Container> withResources(List<Container> now, List<Container> own) {
    return now.stream()
        .map(
            container ->
                own.stream()
                    .filter(each -> Objects.equals(each.name(), container.name()))
                    .findFirst()
                    .map(each -> container.withResources(each.resources()))
                    .orElse(container))
        .toList();
  }
}
