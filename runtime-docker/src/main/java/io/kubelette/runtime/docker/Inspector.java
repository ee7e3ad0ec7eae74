package io.kubelette.runtime.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Container;
import io.kubelette.runtime.ObservedContainer;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/**
 * Inspects containers that a list has shown.
 *
 * <p>Thread-safe because its parts are.
 */
final class Inspector {

  private final EngineCalls calls;
  private final Images images;
  private final FailedStarts failedStarts;
  private final Inspections inspections;

  Inspector(EngineCalls calls, Images images, FailedStarts failedStarts, Inspections inspections) {
    this.calls = calls;
    this.images = images;
    this.failedStarts = failedStarts;
    this.inspections = inspections;
  }

  /** As it was inspected last, if nothing can have changed since; empty if it is gone. */
  Optional<ObservedContainer> knownOrInspected(String call, Container listed) {
    return inspections.of(listed).or(() -> inspected(call, listed));
  }

  /** As it is now; empty if it is gone. */
  Optional<ObservedContainer> inspected(String call, Container listed) {
    long changesBefore = inspections.changes();
    Optional<ObservedContainer> found = calls.call(call, client -> inspect(client, listed.getId()));
    found.ifPresent(container -> inspections.put(listed, container, changesBefore));
    return found;
  }

  /** These are all containers of that owner. */
  void forgetAllBut(String owner, Collection<Container> listed) {
    inspections.retain(owner, listed);
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
