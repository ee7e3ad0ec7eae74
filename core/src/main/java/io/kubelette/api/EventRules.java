package io.kubelette.api;

import io.kubelette.model.Event;
import io.kubelette.model.ObjectReference;
import java.util.Objects;

/** The rules of events. */
final class EventRules implements KindRules<Event> {

  /** Kubernetes: an event lives in the namespace of its object, or else in the default one. */
  @Override
  public void validate(Event event, Violations violations) {
    ObjectReference about = event.involvedObject();
    String subject = about == null ? null : about.namespace();
    String own = event.metadata().namespace();
    boolean fits =
        Checks.isEmpty(subject)
            ? "default".equals(own) || "kube-system".equals(own)
            : Objects.equals(own, subject);
    if (!fits) {
      violations
          .at("involvedObject")
          .at("namespace")
          .invalid(Objects.requireNonNullElse(subject, ""), "does not match event.namespace");
    }
  }
}
