package io.kubelette.pod;

import io.kubelette.model.Pod;

/** The annotations by which pods are told apart that no API has assigned to their node. Pure. */
final class StaticPods {

  /** Where a pod comes from: {@code api}, {@code file} or {@code http}. */
  static final String SOURCE = "kubernetes.io/config.source";

  /** When its node heard of it first. */
  static final String SEEN = "kubernetes.io/config.seen";

  /** Of a static pod: what tells one definition from another. */
  static final String HASH = "kubernetes.io/config.hash";

  /** Of a mirror pod: the hash of the static pod that it shows. */
  static final String MIRROR = "kubernetes.io/config.mirror";

  static final String API = "api";

  private StaticPods() {}

  /** Whether it comes from a manifest of its node. */
  static boolean isStatic(Pod pod) {
    String source = pod.metadata().annotations().get(SOURCE);
    return source != null && !source.equals(API);
  }

  /** Whether it only shows a static pod to the readers of the API. */
  static boolean isMirror(Pod pod) {
    return pod.metadata().annotations().containsKey(MIRROR);
  }
}
