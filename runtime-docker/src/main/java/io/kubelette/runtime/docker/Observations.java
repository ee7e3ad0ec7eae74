package io.kubelette.runtime.docker;

import com.github.dockerjava.api.model.Container;
import io.kubelette.runtime.ObservedContainer;
import io.kubelette.runtime.ObservedSandbox;
import io.kubelette.runtime.PodIdentity;
import io.kubelette.runtime.PodObservation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Observes pods: one list by label, which tells all about sandboxes, and one inspection for each
 * container, since only that has times and exit codes. A list of all pods does without those of
 * which is known that they would tell nothing new.
 *
 * <p>Thread-safe because it holds no state of its own.
 */
final class Observations {

  private static final Comparator<ObservedSandbox> NEWEST_SANDBOX_FIRST =
      Comparator.comparingInt(ObservedSandbox::attempt).reversed();
  private static final Comparator<ObservedContainer> NEWEST_CONTAINER_FIRST =
      Comparator.comparingInt(ObservedContainer::attempt).reversed();

  private final EngineCalls calls;
  private final Inspector inspector;
  private final PublishedSandboxes published;

  Observations(EngineCalls calls, Inspector inspector, PublishedSandboxes published) {
    this.calls = calls;
    this.inspector = inspector;
    this.published = published;
  }

  List<PodObservation> all(String owner) {
    String call = "observe the pods of " + owner;
    List<Container> listed = list(call, Labels.selecting(owner));
    inspector.forgetAllBut(owner, listed);
    return byPod(listed)
        .map(pod -> pod(pod, entry -> inspector.knownOrInspected(call, entry)))
        .toList();
  }

  PodObservation one(String owner, String podUid) {
    String call = "observe pod " + podUid;
    return byPod(list(call, Labels.selecting(owner, podUid)))
        .map(pod -> pod(pod, entry -> inspector.inspected(call, entry)))
        .findFirst()
        .orElseGet(() -> PodObservation.none(new PodIdentity(owner, podUid, "", "")));
  }

  private List<Container> list(String call, Map<String, String> selection) {
    return calls.call(
        call,
        client -> client.listContainersCmd().withShowAll(true).withLabelFilter(selection).exec());
  }

  private static Stream<List<Container>> byPod(List<Container> listed) {
    Map<String, List<Container>> byUid = new LinkedHashMap<>();
    for (Container container : listed) {
      String uid = Labels.text(container.getLabels(), Labels.POD_UID);
      byUid.computeIfAbsent(uid, first -> new ArrayList<>()).add(container);
    }
    return byUid.values().stream();
  }

  private PodObservation pod(
      List<Container> listed, Function<Container, Optional<ObservedContainer>> inspection) {
    List<ObservedSandbox> sandboxes = new ArrayList<>();
    List<ObservedContainer> containers = new ArrayList<>();
    for (Container entry : listed) {
      if (entry.getLabels().containsKey(Labels.CONTAINER)) {
        inspection.apply(entry).ifPresent(containers::add);
      } else {
        sandboxes.add(published.seen(sandbox(entry)));
      }
    }
    sandboxes.sort(NEWEST_SANDBOX_FIRST);
    containers.sort(NEWEST_CONTAINER_FIRST);
    return new PodObservation(Labels.pod(listed.get(0).getLabels()), sandboxes, containers);
  }

  private static ObservedSandbox sandbox(Container entry) {
    boolean onHost = entry.getLabels().containsKey(Labels.HOST_NETWORK);
    String address =
        onHost || entry.getNetworkSettings() == null
            ? null
            : Addresses.of(entry.getNetworkSettings().getNetworks());
    boolean ready = "running".equals(entry.getState()) && (onHost || address != null);
    return new ObservedSandbox(
        entry.getId(),
        Labels.attempt(entry.getLabels()),
        ready ? ObservedSandbox.State.READY : ObservedSandbox.State.NOT_READY,
        ready ? address : null,
        Instant.ofEpochSecond(entry.getCreated()),
        ready ? PublishedPorts.of(entry.getPorts()) : List.of());
  }
}
