package io.kubelette.runtime.docker;

import com.github.dockerjava.api.command.InspectContainerResponse;
import io.kubelette.runtime.ContainerResources;
import io.kubelette.runtime.ContainerRuntimeException;
import io.kubelette.runtime.ContainerRuntimeException.Kind;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How low a score for the kernel's killer the engine may give: one without CAP_SYS_RESOURCE may
 * give none below its own, and what asks for a lower one does not start, with words that say
 * nothing of it.
 *
 * <p>Sandboxes have the lowest score of a pod and start first: the first of them shows it, and the
 * score that a sandbox got holds for its containers. Thread-safe because its one state is atomic.
 */
final class OomScores {

  private static final Logger LOG = LoggerFactory.getLogger(OomScores.class);

  /** Kubernetes: the score of a sandbox. */
  private static final int SANDBOX = -998;

  private enum Range {
    UNKNOWN,
    ALL,
    NOT_NEGATIVE
  }

  private final AtomicReference<Range> range = new AtomicReference<>(Range.UNKNOWN);

  /** Runs a sandbox with the lowest score that the engine may give. */
  <T> T run(IntFunction<T> sandbox) {
    if (range.get() == Range.NOT_NEGATIVE) {
      return sandbox.apply(0);
    }
    try {
      T made = sandbox.apply(SANDBOX);
      range.set(Range.ALL);
      return made;
    } catch (ContainerRuntimeException failure) {
      if (range.get() == Range.ALL || failure.kind() != Kind.TRANSIENT) {
        throw failure;
      }
      T made = sandbox.apply(0);
      if (range.getAndSet(Range.NOT_NEGATIVE) == Range.UNKNOWN) {
        // Told once, and no warning: on such a host it is so at every start, and nothing is wrong.
        LOG.info(
            "the engine may set no oom_score_adj below 0 (it lacks CAP_SYS_RESOURCE): the kernel"
                + " may kill any pod for memory as soon as other processes");
      }
      return made;
    }
  }

  /** What a container may get in a sandbox. */
  static ContainerResources allowed(ContainerResources wanted, InspectContainerResponse sandbox) {
    Integer score = sandbox.getHostConfig().getOomScoreAdj();
    return wanted.oomScoreAdj() < 0 && (score == null || score >= 0)
        ? wanted.withOomScoreAdj(0)
        : wanted;
  }
}
