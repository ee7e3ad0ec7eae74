package io.kubelette.system;

/** The manifests of these tests. */
final class Manifest {

  private Manifest() {}

  /** A pod with one container that stays up, and ends a second after it is told to. */
  static String pod(String name, String image) {
    return pod(name, image, "sleep, '100000'");
  }

  /** The same with another command, as the items of a list. */
  static String pod(String name, String image, String command) {
    return """
        apiVersion: v1
        kind: Pod
        metadata:
          name: %s
          labels:
            app: idle
        spec:
          terminationGracePeriodSeconds: 1
          containers:
            - name: main
              image: %s
              command: [%s]
        """
        .formatted(name, image, command);
  }
}
