package io.kubelette.pod;

import io.kubelette.model.ContainerRestartRule;
import io.kubelette.runtime.ObservedContainer;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A start of all containers of a pod anew, because one of them ended with a code for which its
 * rules ask {@code RestartAllContainers}: what runs is ended, without hooks, and when nothing of it
 * runs any more the pod begins again with its init containers. Its sandbox and its volumes stay.
 * Pure.
 *
 * @param ids of the containers that are to be followed by another attempt
 * @param causes those of them that asked for it; only they have a back-off
 */
record Anew(Set<String> ids, Set<String> causes) {

  static final Anew NONE = new Anew(Set.of(), Set.of());

  /** Finds what asks for all to be restarted, and forgets what has been followed. */
  static void notice(PlanDraft draft) {
    PodTurn turn = draft.turn();
    Anew before = draft.memory().anew();
    boolean asks = anyMayAsk(turn.desire().containers());
    if (!asks && before.ids().isEmpty()) {
      return;
    }
    if (turn.memory().lifecycle() != PodLifecycle.SYNCING || turn.desire().isDeleted()) {
      draft.remember(draft.memory().withAnew(NONE));
      return;
    }
    Sightings sightings = new Sightings(turn.observed());
    Set<String> newest = new HashSet<>();
    Set<String> causes = new HashSet<>();
    for (DefinedContainer container : turn.desire().containers()) {
      ObservedContainer seen = sightings.newest(container.name());
      if (counts(container, seen)) {
        newest.add(seen.id());
        if (!before.ids().contains(seen.id()) && isCause(container, seen)) {
          causes.add(seen.id());
        }
      }
    }
    Anew after = before.keeping(newest);
    if (!causes.isEmpty()) {
      causes.addAll(after.causes());
      after = new Anew(Set.copyOf(newest), Set.copyOf(causes));
    }
    if (!after.equals(before)) {
      draft.remember(draft.memory().withAnew(after));
    }
  }

  private static boolean counts(DefinedContainer container, @Nullable ObservedContainer seen) {
    return seen != null
        && container.role() != ContainerRole.EPHEMERAL
        && (seen.state() == ObservedContainer.State.RUNNING
            || seen.state() == ObservedContainer.State.EXITED);
  }

  private static boolean isCause(DefinedContainer container, ObservedContainer seen) {
    return mayAsk(container)
        && seen.state() == ObservedContainer.State.EXITED
        && RestartRules.restartsAll(container, Outlooks.exitOf(seen).code());
  }

  /** Whether a rule of one of these containers can ask for all to be restarted. */
  static boolean anyMayAsk(List<DefinedContainer> containers) {
    for (DefinedContainer container : containers) {
      if (mayAsk(container)) {
        return true;
      }
    }
    return false;
  }

  private static boolean mayAsk(DefinedContainer container) {
    List<ContainerRestartRule> rules = container.definition().restartPolicyRules();
    return !rules.isEmpty()
        && container.role() != ContainerRole.EPHEMERAL
        && rules.stream().anyMatch(rule -> RestartRules.RESTART_ALL.equals(rule.action()));
  }

  private Anew keeping(Set<String> newest) {
    if (newest.containsAll(ids)) {
      return this;
    }
    Set<String> left = new HashSet<>(ids);
    left.retainAll(newest);
    Set<String> asked = new HashSet<>(causes);
    asked.retainAll(newest);
    return new Anew(Set.copyOf(left), Set.copyOf(asked));
  }

  /** Whether that container is to be followed by another attempt. */
  boolean replaces(@Nullable ObservedContainer seen) {
    return seen != null && ids.contains(seen.id());
  }

  /** Whether it had to give way to a start anew for which it did not ask. */
  boolean spares(@Nullable ObservedContainer seen) {
    return replaces(seen) && !causes.contains(seen.id());
  }

  /** Whether some of what is to be replaced runs still, so that nothing may start. */
  boolean isUnderWay(List<ContainerOutlook> outlooks) {
    return !ids.isEmpty()
        && outlooks.stream()
            .map(ContainerOutlook::newest)
            .anyMatch(
                newest -> replaces(newest) && newest.state() == ObservedContainer.State.RUNNING);
  }
}
