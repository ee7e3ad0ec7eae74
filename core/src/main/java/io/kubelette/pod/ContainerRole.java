package io.kubelette.pod;

/** What part a container plays in its pod. */
enum ContainerRole {
  /** Runs to its end before the next begins. */
  INIT,
  /** An init container that restarts always: begins in the init order and stays. */
  SIDECAR,
  /** One of the pod's regular containers. */
  APP,
  /** Added to a running pod for a look inside: runs once and counts for nothing. */
  EPHEMERAL
}
