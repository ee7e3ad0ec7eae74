package io.kubelette.fit;

import io.kubelette.model.Pod;
import io.kubelette.model.Quantity;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the pods of a node take of it. Sums are kept, so that one more pod costs no look at all
 * others.
 *
 * <p>Owned by: the loop of who keeps it.
 */
public final class NodeLoad {

  private record Share(Pod pod, Map<String, Quantity> requests, List<HostPort> ports) {

    static Share of(Pod pod) {
      return new Share(pod, PodRequests.of(pod.spec()), HostPort.of(pod.spec()));
    }

    boolean takesAsMuchAs(Share other) {
      return requests.equals(other.requests) && ports.equals(other.ports);
    }
  }

  private final Map<String, Share> shares = new LinkedHashMap<>();
  private final Map<String, Quantity> requests = new HashMap<>();
  private final Map<Integer, Map<String, List<HostPort>>> ports = new HashMap<>();

  /** The load of these pods. */
  public static NodeLoad of(Collection<Pod> pods) {
    NodeLoad load = new NodeLoad();
    pods.forEach(load::put);
    return load;
  }

  /**
   * Counts a pod, in place of what it was before.
   *
   * @return whether it was counted before and took something else
   */
  public boolean put(Pod pod) {
    String uid = String.valueOf(pod.metadata().uid());
    Share before = shares.get(uid);
    if (before != null && before.pod().spec() == pod.spec()) {
      return false;
    }
    remove(uid);
    Share share = Share.of(pod);
    shares.put(uid, share);
    share
        .requests()
        .forEach((resource, amount) -> requests.merge(resource, amount, Quantity::plus));
    share
        .ports()
        .forEach(
            port ->
                ports.computeIfAbsent(port.port(), any -> new HashMap<>()).put(uid, share.ports));
    return before != null && !before.takesAsMuchAs(share);
  }

  /** Counts a pod no longer; nothing happens if it was not counted. */
  public void remove(String uid) {
    Share share = shares.remove(uid);
    if (share == null) {
      return;
    }
    share
        .requests()
        .forEach(
            (resource, amount) -> requests.merge(resource, amount, (all, own) -> all.minus(own)));
    share.ports().forEach(port -> ports.getOrDefault(port.port(), new HashMap<>()).remove(uid));
    ports.values().removeIf(Map::isEmpty);
  }

  public boolean counts(@Nullable String uid) {
    return shares.containsKey(String.valueOf(uid));
  }

  /** How much of a resource is asked for; {@code pods} are counted. */
  public Quantity requested(String resource) {
    return resource.equals("pods")
        ? Quantity.of(shares.size())
        : requests.getOrDefault(resource, Quantity.ZERO);
  }

  /** Whether another pod binds the port, or one that cannot be bound beside it. */
  public boolean isTaken(HostPort wanted) {
    return ports.getOrDefault(wanted.port(), Map.of()).values().stream()
        .flatMap(List::stream)
        .anyMatch(wanted::conflictsWith);
  }

  /** The pods that are counted, in the order in which they came. */
  public List<Pod> pods() {
    return shares.values().stream().map(Share::pod).toList();
  }
}
