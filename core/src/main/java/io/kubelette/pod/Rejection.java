package io.kubelette.pod;

/**
 * Why a node does not take a pod.
 *
 * @param reason the word of the pod's status and event, as {@code OutOfcpu}
 * @param message the kubelet's words
 */
record Rejection(String reason, String message) {

  static Rejection predicate(String name, String why) {
    return new Rejection(name, "Predicate " + name + " failed: " + why);
  }
}
