package io.kubelette.system;

/** The manifests of these tests. */
final class Manifest {

  private Manifest() {}

  /** A pod with one container that stays up, and ends a second after it is told to. */
  static String pod(String name, String image) {
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
              command: [sleep, "100000"]
        """
        .formatted(name, image);
  }
}
