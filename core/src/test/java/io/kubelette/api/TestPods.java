package io.kubelette.api;

import io.kubelette.model.Pod;

/** Pods for tests. */
final class TestPods {

  private TestPods() {}

  /**
   * The pod of a spec written as YAML fields; with a container {@code main} unless they name some.
   */
  static Pod overlaid(Pod base, String fields) {
    boolean flow = fields.strip().startsWith("{");
    String spec = flow ? "spec: " + fields : "spec:\n" + fields.indent(2);
    Pod given =
        TestCluster.object(Pod.class, "apiVersion: v1\nkind: Pod\nmetadata: {name: web}\n" + spec);
    boolean names = fields.startsWith("containers:") || fields.contains("\ncontainers:") || flow;
    return names ? given : given.withSpec(given.spec().withContainers(base.spec().containers()));
  }
}
