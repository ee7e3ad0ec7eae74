package io.kubelette.runtime.docker;

import io.kubelette.runtime.ContainerRuntimeException;
import io.kubelette.runtime.ContainerRuntimeException.Kind;
import io.kubelette.runtime.ContainerSpec;
import io.kubelette.runtime.EarlyCreation;
import io.kubelette.runtime.SandboxSpec;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Creates a pod's first container while its sandbox starts. Docker needs a sandbox to run only for
 * the start of what joins it, and most of a pod's start is the making of the sandbox's network.
 *
 * <p>Thread-safe because it does not change.
 */
record EarlyContainers(Sandboxes sandboxes, Containers containers) implements EarlyCreation {

  private static final Logger LOG = LoggerFactory.getLogger(EarlyContainers.class);

  @Override
  public Made runSandbox(SandboxSpec sandbox, ContainerSpec first) {
    return sandboxes.run(sandbox, id -> create(first.withSandboxId(id)));
  }

  private Optional<String> create(ContainerSpec spec) {
    try {
      return Optional.of(containers.create(spec));
    } catch (ContainerRuntimeException failure) {
      if (failure.kind() == Kind.CANCELLED) {
        throw failure;
      }
      LOG.debug("pod={} container={} is not created early", spec.pod(), spec.name(), failure);
      return Optional.empty();
    }
  }
}
