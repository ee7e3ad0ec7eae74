package io.kubelette.runtime.fake;

import io.kubelette.runtime.PodIdentity;
import java.util.Optional;

/** Whom a fault is meant for. */
@FunctionalInterface
interface Selector {

  /** Whom it could strike; a pull has no pod, a sandbox neither container nor image. */
  record Subject(Optional<PodIdentity> pod, String container, String image) {

    /** The engine itself. */
    static final Subject NOBODY = new Subject(Optional.empty(), "", "");

    static Subject of(PodIdentity pod, String container, String image) {
      return new Subject(Optional.of(pod), container, image);
    }

    static Subject of(PodIdentity pod) {
      return of(pod, "", "");
    }

    static Subject ofImage(String reference) {
      return new Subject(Optional.empty(), "", reference);
    }
  }

  boolean matches(Subject subject);

  static Selector any() {
    return subject -> true;
  }

  static Selector image(String reference) {
    ImageName wanted = ImageName.parse(reference);
    return subject -> !subject.image().isEmpty() && ImageName.parse(subject.image()).equals(wanted);
  }

  static Selector pod(String namespace, String name) {
    return subject ->
        subject
            .pod()
            .filter(pod -> pod.namespace().equals(namespace) && pod.name().equals(name))
            .isPresent();
  }

  static Selector container(String namespace, String pod, String name) {
    Selector inPod = pod(namespace, pod);
    return subject -> subject.container().equals(name) && inPod.matches(subject);
  }
}
