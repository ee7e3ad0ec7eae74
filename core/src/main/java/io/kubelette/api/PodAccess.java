package io.kubelette.api;

import io.kubelette.model.PodKey;
import io.kubelette.runtime.ContainerRuntime;
import io.kubelette.runtime.ContainerSession;
import io.kubelette.runtime.Outputs;
import io.kubelette.runtime.PodStats;
import io.kubelette.runtime.PodStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a node lets others do with its pods beside changing their objects.
 *
 * <p>All methods may block and honour interruption; none may be called on an event loop. All may be
 * called from any thread. A request that makes no sense for the pod as it is fails with an {@link
 * ApiException}, in the words of Kubernetes; what the runtime refuses, with a {@link
 * io.kubelette.runtime.ContainerRuntimeException}.
 */
public interface PodAccess {

  /**
   * Copies a log into the outputs and returns at its end. {@code BAD_REQUEST} while the container
   * waits to start, and if the one before it is wanted and there is none.
   */
  void logs(PodLogQuery query, Outputs outputs);

  /**
   * Begins a command in a running container; the caller closes the session. {@code BAD_REQUEST} if
   * the pod has ended, {@code NOT_FOUND} if the container does not run.
   */
  ContainerSession exec(PodCommand command, Outputs outputs);

  /** Attaches to a running container's own program, with the errors of {@link #exec}. */
  ContainerSession attach(PodAttachment attachment, Outputs outputs);

  /**
   * Connects to a TCP port on 127.0.0.1 inside the pod; the caller closes the stream. {@code
   * BAD_REQUEST} unless the pod runs.
   */
  PodStream connect(PodKey pod, int port);

  /** What the pod uses at this moment. {@code NOT_FOUND} if it does not run. */
  PodStats stats(PodKey pod);

  /**
   * Ends the container that runs within its pod's grace period, with its hook; then its restart
   * policy decides. Returns when the node has taken note. {@code NOT_FOUND} if it does not run.
   */
  void endContainer(PodKey pod, @Nullable String container);

  /**
   * Ends all containers of the pod within its grace period and removes them; what follows is as if
   * the runtime had lost them: those that are to run are made anew. Returns when the node has taken
   * note. {@code NOT_FOUND} if there is no such pod.
   */
  void removeContainers(PodKey pod);

  /**
   * Tells the listener, until the subscription is closed, how the pulls of images go on. It is
   * called from the pulling threads, often, and must not block. A node that pulls nothing tells
   * nothing.
   */
  default ContainerRuntime.Subscription watchPulls(Consumer<ImageProgress> listener) {
    return () -> {};
  }

  /** Runs a command to its end and returns what it wrote. */
  default CommandResult run(PodKey pod, @Nullable String container, List<String> command) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    try (ContainerSession session =
        exec(PodCommand.of(pod, container, command), new Outputs(out, err))) {
      int exitCode = session.await().orElseThrow();
      return new CommandResult(
          exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
  }

  /** All that the newest container of that name has written so far, both streams, as UTF-8. */
  default String logs(PodKey pod, @Nullable String container) {
    ByteArrayOutputStream both = new ByteArrayOutputStream();
    logs(PodLogQuery.of(pod, container), Outputs.merged(both));
    return both.toString(StandardCharsets.UTF_8);
  }
}
