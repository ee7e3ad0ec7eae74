package io.kubelette.conformance.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubelette.model.Pod;
import java.util.Map;

/** What a pod learns of itself, from variables and from files. */
interface DownwardScenarios extends Scenes {

  String RESOURCES =
      "resources: {limits: {cpu: 1250m, memory: 64Mi}, requests: {cpu: 250m, memory: 32Mi}}";

  private static String field(String name, String path) {
    return "      - {name: %s, valueFrom: {fieldRef: {fieldPath: %s}}}\n".formatted(name, path);
  }

  private static String resource(String name, String resource) {
    return "      - {name: %s, valueFrom: {resourceFieldRef: {resource: %s}}}\n"
        .formatted(name, resource);
  }

  private static String printing(String env, String fields) {
    return "containers:\n  - name: main\n    image: IMAGE\n    command: [env]\n"
        + (fields.isEmpty() ? "" : "    " + fields + "\n")
        + "    env:\n"
        + env;
  }

  @Scenario({
    "Downward API should provide pod name, namespace and IP address as env vars",
    "Downward API should provide host IP as an env var",
    "Downward API should provide pod UID as env vars"
  })
  default void variablesTellWhoAPodIs() {
    Stage stage = stage();
    String env =
        field("NAME", "metadata.name")
            + field("SPACE", "metadata.namespace")
            + field("POD_IP", "status.podIP")
            + field("HOST_IP", "status.hostIP")
            + field("POD_UID", "metadata.uid");
    String output = stage.output("one", printing(env, ""));
    Pod pod = stage.get("one");
    assertThat(output)
        .contains("NAME=one\n", "SPACE=" + stage.namespace() + "\n")
        .contains("HOST_IP=" + pod.status().hostIP() + "\n")
        .contains("POD_UID=" + pod.metadata().uid() + "\n")
        .containsPattern("POD_IP=[0-9a-f.:]+\n");
  }

  @Scenario({
    "Downward API should provide container's limits.cpu/memory and requests.cpu/memory as env vars",
    "Downward API should provide default limits.cpu/memory from node allocatable"
  })
  default void variablesTellWhatAContainerMayUse() {
    Stage stage = stage();
    String env =
        resource("CPU_LIMIT", "limits.cpu")
            + resource("MEMORY_LIMIT", "limits.memory")
            + resource("CPU_REQUEST", "requests.cpu")
            + resource("MEMORY_REQUEST", "requests.memory");
    assertThat(stage.output("limited", printing(env, RESOURCES)))
        .contains("CPU_LIMIT=2\n", "MEMORY_LIMIT=67108864\n")
        .contains("CPU_REQUEST=1\n", "MEMORY_REQUEST=33554432\n");
    assertThat(stage.output("open", printing(env, "")))
        .containsPattern("CPU_LIMIT=[1-9]\\d*\n")
        .containsPattern("MEMORY_LIMIT=[1-9]\\d*\n");
  }

  /** A volume that tells all, of that kind, with more fields of the volume. */
  private static String volume(String kind, String more) {
    String items =
        """
        items: [
          {path: podname, fieldRef: {fieldPath: metadata.name}},
          {path: secret, fieldRef: {fieldPath: metadata.name}, mode: 256},
          {path: labels, fieldRef: {fieldPath: metadata.labels}},
          {path: annotations, fieldRef: {fieldPath: metadata.annotations}},
          {path: cpu_limit, resourceFieldRef: {containerName: main, resource: limits.cpu}},
          {path: memory_limit, resourceFieldRef: {containerName: main, resource: limits.memory}},
          {path: cpu_request, resourceFieldRef: {containerName: main, resource: requests.cpu, divisor: 1m}},
          {path: memory_request, resourceFieldRef: {containerName: main, resource: requests.memory}}]
        """
            .replace("\n", " ");
    return kind.equals("downwardAPI")
        ? "downwardAPI: {%s%s}".formatted(items, more)
        : "projected: {sources: [{downwardAPI: {%s}}]%s}".formatted(items, more);
  }

  private static String reading(String volume, String script, String fields) {
    return """
        volumes: [{name: self, %s}]
        containers:
          - name: main
            image: IMAGE
            command: [sh, -c, '%s']
            volumeMounts: [{name: self, mountPath: /self}]
            %s
        """
        .formatted(volume, script, fields);
  }

  private static void showsAll(Stage stage, String kind) {
    String script =
        "cd /self; stat -L -c %a podname secret; for each in podname cpu_limit memory_limit"
            + " cpu_request memory_request; do cat $each; echo; done";
    stage.pod("limited", "restartPolicy: Never\n" + reading(volume(kind, ""), script, RESOURCES));
    stage.pod(
        "closed",
        "restartPolicy: Never\n" + reading(volume(kind, ", defaultMode: 288"), script, ""));
    stage.readyPod("changing", reading(volume(kind, ""), "sleep 100000", ""));
    stage.change(
        "changing",
        pod ->
            pod.withMetadata(
                pod.metadata()
                    .withLabels(Map.of("app", "changing", "tier", "new"))
                    .withAnnotations(Map.of("builder", "foo"))));

    assertThat(stage.outputOf("limited"))
        .isEqualTo("644\n400\nlimited\n2\n67108864\n250\n33554432\n");
    assertThat(stage.outputOf("closed")).matches("440\n400\nclosed\n[1-9]\\d*\n[1-9]\\d*\n0\n0\n");
    stage.until(
        "the labels follow",
        () -> stage.shell("changing", "cat /self/labels").contains("tier=\"new\""));
    stage.until(
        "the annotations follow",
        () -> stage.shell("changing", "cat /self/annotations").contains("builder=\"foo\""));
  }

  @Scenario({
    "Downward API volume should provide podname only",
    "Downward API volume should set DefaultMode on files",
    "Downward API volume should set mode on item file",
    "Downward API volume should update labels on modification",
    "Downward API volume should update annotations on modification",
    "Downward API volume should provide container's cpu limit",
    "Downward API volume should provide container's memory limit",
    "Downward API volume should provide container's cpu request",
    "Downward API volume should provide container's memory request",
    "Downward API volume should provide node allocatable (cpu) as default cpu limit if the limit is not set",
    "Downward API volume should provide node allocatable (memory) as default memory limit if the limit is not set"
  })
  default void filesTellWhoAPodIsAndWhatItMayUse() {
    showsAll(stage(), "downwardAPI");
  }

  @Scenario({
    "Projected downwardAPI should provide podname only",
    "Projected downwardAPI should set DefaultMode on files",
    "Projected downwardAPI should set mode on item file",
    "Projected downwardAPI should update labels on modification",
    "Projected downwardAPI should update annotations on modification",
    "Projected downwardAPI should provide container's cpu limit",
    "Projected downwardAPI should provide container's memory limit",
    "Projected downwardAPI should provide container's cpu request",
    "Projected downwardAPI should provide container's memory request",
    "Projected downwardAPI should provide node allocatable (cpu) as default cpu limit if the limit is not set",
    "Projected downwardAPI should provide node allocatable (memory) as default memory limit if the limit is not set"
  })
  default void projectedFilesTellWhoAPodIsAndWhatItMayUse() {
    showsAll(stage(), "projected");
  }
}
