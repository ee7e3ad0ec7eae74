package io.kubelette.pod;

import io.kubelette.model.Pod;

/** The host name that a pod's containers see. Pure. */
final class Hostnames {

  /** The longest label of a domain name. */
  private static final int LONGEST = 63;

  private Hostnames() {}

  /** The pod's own choice or its name, cut to what a domain name allows. */
  static String of(Pod pod) {
    String chosen = pod.spec().hostname();
    String name = pod.metadata().name() == null ? "" : pod.metadata().name();
    String host = chosen == null || chosen.isEmpty() ? name : chosen;
    return host.length() <= LONGEST ? host : host.substring(0, LONGEST).replaceAll("[-.]+$", "");
  }
}
