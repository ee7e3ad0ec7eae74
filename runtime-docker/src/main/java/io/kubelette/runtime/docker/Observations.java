package io.kubelette.runtime.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Container;
import io.kubelette.runtime.ObservedContainer;
import io.kubelette.runtime.ObservedSandbox;
import io.kubelette.runtime.PodIdentity;
import io.kubelette.runtime.PodObservation;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Observes pods: one list by label, which tells all about sandboxes, and one inspection for each
 * container, since only that has times and exit codes.
 *
 * <p>Thread-safe because it holds no state of its own.
 */
final class Observations {

  private static final Comparator<ObservedSandbox> NEWEST_SANDBOX_FIRST =
      Comparator.comparingInt(ObservedSandbox::attempt).reversed();
  private static final Comparator<ObservedContainer> NEWEST_CONTAINER_FIRST =
      Comparator.comparingInt(ObservedContainer::attempt).reversed();

  private final EngineCalls calls;
  private final Images images;
  private final FailedStarts failedStarts;
  private final PublishedSandboxes published;

  Observations(
      EngineCalls calls, Images images, FailedStarts failedStarts, PublishedSandboxes published) {
    this.calls = calls;
    this.images = images;
    this.failedStarts = failedStarts;
    this.published = published;
  }

  List<PodObservation> all(String owner) {
    return observe("observe the pods of " + owner, Labels.selecting(owner));
  }

  PodObservation one(String owner, String podUid) {
    List<PodObservation> found = observe("observe pod " + podUid, Labels.selecting(owner, podUid));
    return found.isEmpty()
        ? PodObservation.none(new PodIdentity(owner, podUid, "", ""))
        : found.get(0);
  }

  private List<PodObservation> observe(String call, Map<String, String> selection) {
    List<Container> listed =
        calls.call(
            call,
            client ->
                client.listContainersCmd().withShowAll(true).withLabelFilter(selection).exec());
    Map<String, List<Container>> byUid = new LinkedHashMap<>();
    for (Container container : listed) {
      String uid = Labels.text(container.getLabels(), Labels.POD_UID);
      byUid.computeIfAbsent(uid, first -> new ArrayList<>()).add(container);
    }
    return byUid.values().stream().map(pod -> pod(call, pod)).toList();
  }

  private PodObservation pod(String call, List<Container> listed) {
    List<ObservedSandbox> sandboxes = new ArrayList<>();
    List<ObservedContainer> containers = new ArrayList<>();
    for (Container entry : listed) {
      if (entry.getLabels().containsKey(Labels.CONTAINER)) {
        calls.call(call, client -> inspect(client, entry.getId())).ifPresent(containers::add);
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

  private Optional<ObservedContainer> inspect(DockerClient client, String id) {
    try {
      return Optional.of(container(client, client.inspectContainerCmd(id).exec()));
    } catch (NotFoundException removedMeanwhile) {
      return Optional.empty();
    }
  }

  private ObservedContainer container(DockerClient client, InspectContainerResponse found) {
    Map<String, String> labels = found.getConfig().getLabels();
    ContainerStates.Reading reading =
        failedStarts
            .of(found.getId())
            .map(ContainerStates.Reading::neverRan)
            .orElseGet(() -> ContainerStates.of(found));
    Images.Named image = images.named(client, found.getImageId());
    return new ObservedContainer(
        found.getId(),
        Labels.text(labels, Labels.SANDBOX),
        Labels.text(labels, Labels.CONTAINER),
        Labels.attempt(labels),
        Labels.text(labels, Labels.HASH),
        image.name().isEmpty() ? found.getConfig().getImage() : image.name(),
        image.statusId(),
        reading.state(),
        Timestamps.of(found.getCreated()),
        reading.startedAt(),
        reading.exit(),
        grace(labels),
        HostConfigs.resources(found.getHostConfig()),
        ContainerStates.stopSignal(found),
        Labels.annotations(labels));
  }

  /** Kubernetes' default where somebody else wrote our labels. */
  private static Duration grace(Map<String, String> labels) {
    try {
      return Duration.parse(Labels.text(labels, Labels.GRACE));
    } catch (DateTimeParseException foreign) {
      return Duration.ofSeconds(30);
    }
  }
}
