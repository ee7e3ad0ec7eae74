package io.kubelette.pod;

import io.kubelette.pod.PodAction.RunHook;
import io.kubelette.pod.PodAction.RunProbe;
import java.util.Optional;

/** The events that answers to probes and hooks are worth. Pure. */
final class ProbeNotices {

  /** Kubernetes 1.31 and later; older ones say "probe errored: " only. */
  private static final String ERRORED = " probe errored and resulted in unknown state: ";

  private ProbeNotices() {}

  /**
   * Every bad answer is told, not only the one that counts; a good one is not.
   *
   * @param memory as it was before the outcome landed
   */
  static Optional<PodNotice> of(Outcome outcome, PodMemory memory, PodManagerConfig config) {
    ProbeAnswer answer = outcome.answer();
    if (answer == null) {
      return Optional.empty();
    }
    if (outcome.action() instanceof RunHook hook) {
      return ofHook(hook, answer);
    }
    return outcome.action() instanceof RunProbe probe
        ? ofProbe(probe, answer, isLastTry(probe, memory, config))
        : Optional.empty();
  }

  private static boolean isLastTry(RunProbe probe, PodMemory memory, PodManagerConfig config) {
    ProbeRun run = memory.probes().get(probe.lane());
    return run == null || run.errors() + 1 >= config.probes().tries();
  }

  private static Optional<PodNotice> ofProbe(
      RunProbe probe, ProbeAnswer answer, boolean isLastTry) {
    String word = probe.kind().word();
    return switch (answer.kind()) {
      case SUCCESS -> Optional.empty();
      case WARNING -> warning(probe, "ProbeWarning", word + " probe warning: " + answer.output());
      case FAILURE -> warning(probe, "Unhealthy", word + " probe failed: " + answer.output());
      case ERROR ->
          isLastTry
              ? warning(probe, "Unhealthy", word + ERRORED + answer.output())
              : Optional.empty();
    };
  }

  private static Optional<PodNotice> warning(RunProbe probe, String reason, String message) {
    return Optional.of(PodNotice.warning(reason, message, probe.container()));
  }

  /** Without what the hook said, which may be a secret. */
  private static Optional<PodNotice> ofHook(RunHook hook, ProbeAnswer answer) {
    if (answer.kind() == ProbeAnswer.Kind.WARNING) {
      return Optional.of(
          PodNotice.warning("LifecycleHTTPFallback", answer.output(), hook.container()));
    }
    if (answer.isWell()) {
      return Optional.empty();
    }
    return Optional.of(
        hook.hook() == RunHook.Hook.POST_START
            ? PodNotice.warning("FailedPostStartHook", "PostStartHook failed", hook.container())
            : PodNotice.warning("FailedPreStopHook", "PreStopHook failed", hook.container()));
  }
}
