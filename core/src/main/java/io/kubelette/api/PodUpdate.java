package io.kubelette.api;

import io.kubelette.model.Container;
import io.kubelette.model.EphemeralContainer;
import io.kubelette.model.PodSpec;
import io.kubelette.model.Toleration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What may change in the spec of a pod: images, a shorter deadline, more tolerations, fewer
 * scheduling gates. Pure.
 */
final class PodUpdate {

  private static final String ALLOWED =
      "pod updates may not change fields other than `spec.containers[*].image`,"
          + "`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only"
          + " additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to"
          + " be set to 1 if it was previously negative)";

  private PodUpdate() {}

  static void check(PodSpec now, PodSpec next, Violations at) {
    if (now.equals(next)) {
      return;
    }
    if (now.containers().size() != next.containers().size()) {
      at.at("containers").forbidden("pod updates may not add or remove containers");
      return;
    }
    if (now.initContainers().size() != next.initContainers().size()) {
      at.at("initContainers").forbidden("pod updates may not add or remove containers");
      return;
    }
    checkDeadline(now.activeDeadlineSeconds(), next.activeDeadlineSeconds(), at);
    checkTolerations(now.tolerations(), next.tolerations(), at.at("tolerations"));
    if (!now.schedulingGates().containsAll(next.schedulingGates())) {
      at.at("schedulingGates")
          .forbidden("only deletion is allowed, but found new scheduling gates");
    }
    List<String> changed = Differences.between(now, allowedAsNow(now, next), "spec");
    if (!changed.isEmpty()) {
      at.forbidden(ALLOWED + "; changed: " + String.join(", ", changed));
    }
  }

  /** Ephemeral containers come and never go; each shares the names of all others. */
  static void checkEphemeral(PodSpec now, PodSpec next, Violations at) {
    List<EphemeralContainer> kept = next.ephemeralContainers();
    if (!kept.containsAll(now.ephemeralContainers())) {
      at.at("ephemeralContainers")
          .forbidden("existing ephemeral containers may not be removed or changed");
    }
    Set<String> names = new HashSet<>();
    Stream.concat(next.containers().stream(), next.initContainers().stream())
        .map(Container::name)
        .forEach(names::add);
    for (int i = 0; i < kept.size(); i++) {
      Violations here = at.at("ephemeralContainers", i);
      Checks.once(String.valueOf(kept.get(i).name()), names, here.at("name"));
      Checks.required(kept.get(i).image(), here.at("image"));
    }
  }

  private static void checkDeadline(@Nullable Long now, @Nullable Long next, Violations at) {
    if (now == null || now.equals(next)) {
      return;
    }
    if (next == null) {
      at.at("activeDeadlineSeconds")
          .invalid("null", "must not update from a positive integer to nil value");
    } else if (next > now) {
      at.at("activeDeadlineSeconds").invalid(next, "must be less than or equal to previous value");
    }
  }

  private static void checkTolerations(List<Toleration> now, List<Toleration> next, Violations at) {
    List<Toleration> kept = withoutSeconds(next);
    if (!kept.containsAll(withoutSeconds(now))) {
      at.forbidden("existing toleration can not be modified except its tolerationSeconds");
    }
  }

  private static List<Toleration> withoutSeconds(List<Toleration> tolerations) {
    return tolerations.stream().map(each -> each.withTolerationSeconds(null)).toList();
  }

  /** The next state, with all that may change put back as it is now. */
  private static PodSpec allowedAsNow(PodSpec now, PodSpec next) {
    PodSpec back =
        next.withContainers(imagesOf(now.containers(), next.containers()))
            .withInitContainers(imagesOf(now.initContainers(), next.initContainers()))
            .withActiveDeadlineSeconds(now.activeDeadlineSeconds())
            .withTolerations(now.tolerations())
            .withSchedulingGates(now.schedulingGates());
    Long grace = now.terminationGracePeriodSeconds();
    boolean repaired =
        grace != null && grace < 0 && Objects.equals(next.terminationGracePeriodSeconds(), 1L);
    return repaired ? back.withTerminationGracePeriodSeconds(grace) : back;
  }

  private static List<Container> imagesOf(List<Container> now, List<Container> next) {
    List<Container> back = new ArrayList<>();
    for (int i = 0; i < next.size(); i++) {
      back.add(next.get(i).withImage(now.get(i).image()));
    }
    return back;
  }
}
