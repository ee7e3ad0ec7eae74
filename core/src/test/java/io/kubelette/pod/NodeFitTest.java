package io.kubelette.pod;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubelette.api.PodPolicy;
import io.kubelette.conformance.Row;
import io.kubelette.fit.NodeLoad;
import io.kubelette.fit.PodRequests;
import io.kubelette.manifest.Manifests;
import io.kubelette.model.Node;
import io.kubelette.model.Pod;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which pods a node takes, and what it says of the others. */
final class NodeFitTest {

  private static final AdmissionConfig CONFIG = AdmissionConfig.defaults();

  /** A node of 2 processors and 1Gi for 3 pods. */
  static Node node() {
    return node("");
  }

  private static Node node(String more) {
    return parse(
        Node.class,
        """
        apiVersion: v1
        kind: Node
        metadata:
          name: node-1
          labels: {kubernetes.io/os: linux, disk: ssd, cores: "8"}
        status:
          allocatable: {cpu: "2", memory: 1Gi, ephemeral-storage: 10Gi, pods: "3"}
        """
            + more);
  }

  /** A pod of that uid; the fields are those of its spec. */
  static Pod pod(String uid, String fields) {
    return parse(
        Pod.class,
        """
        apiVersion: v1
        kind: Pod
        metadata: {name: %s, namespace: default, uid: %s}
        status: {qosClass: BestEffort}
        spec:
          nodeName: node-1
          containers: [{name: main, image: "a:1"}]
        """
                .formatted(uid, uid)
            + fields.indent(2));
  }

  /** A pod whose container asks for that much. */
  static Pod asking(String uid, String requests) {
    return pod(uid, "")
        .withSpec(
            pod(uid, "")
                .spec()
                .withContainers(
                    pod(
                            uid,
                            "initContainers: [{name: x, image: \"a:1\", resources: {requests: {"
                                + requests
                                + "}}}]")
                        .spec()
                        .initContainers()));
  }

  private static <T> T parse(Class<T> type, String yaml) {
    return type.cast(Manifests.parse("test", yaml).get(0).object());
  }

  private static Optional<Rejection> judge(Pod pod, Pod... active) {
    return new NodeFit(node(), NodeLoad.of(List.of(active)), CONFIG).rejectionOf(pod);
  }

  private static String reason(Pod pod, Pod... active) {
    return judge(pod, active).map(Rejection::reason).orElse("");
  }

  @Test
  void takesWhatFits() {
    assertThat(judge(asking("new", "cpu: 500m, memory: 512Mi"), asking("old", "cpu: 1500m")))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "cpu: 501m | cpu: 1500m | OutOfcpu | cpu, requested: 501, used: 1500, capacity: 2000",
        "memory: 1Gi | memory: 1 | OutOfmemory"
            + " | memory, requested: 1073741824, used: 1, capacity: 1073741824",
        "ephemeral-storage: 11Gi | cpu: 1 | OutOfephemeral-storage"
            + " | ephemeral-storage, requested: 11811160064, used: 0, capacity: 10737418240",
      })
  @Row("K02-01")
  void rejectsWhatAsksForMoreThanIsLeft(String asks, String used, String reason, String what) {
    assertThat(judge(asking("new", asks), asking("old", used)))
        .contains(new Rejection(reason, "Node didn't have enough resource: " + what));
  }

  @Test
  @Row({"K02-01", "K00-17"})
  void rejectsMorePodsThanTheNodeTakes() {
    assertThat(judge(pod("d", ""), pod("a", ""), pod("b", ""), pod("c", "")))
        .contains(
            new Rejection(
                "OutOfpods",
                "Node didn't have enough resource: pods, requested: 1, used: 3, capacity: 3"));
  }

  @Test
  void ignoresResourcesThatTheNodeDoesNotKnow() {
    assertThat(judge(asking("new", "example.com/gpu: 3"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "nodeSelector: {disk: hdd} | NodeAffinity"
            + " | Predicate NodeAffinity failed: node(s) didn't match Pod's node affinity/selector",
        "nodeName: node-2 | NodeName"
            + " | Predicate NodeName failed: node(s) didn't match the requested node name",
        "nodeSelector: {kubernetes.io/os: windows} | PodOSSelectorNodeLabelDoesNotMatch"
            + " | Failed to admit pod as the `kubernetes.io/os` label doesn't match node label",
        "os: {name: windows} | PodOSNotSupported"
            + " | Failed to admit pod as the OS field doesn't match node OS",
        "securityContext: {sysctls: [{name: kernel.msgmax, value: \"1\"}]} | SysctlForbidden"
            + " | forbidden sysctl: \"kernel.msgmax\" not allowlisted",
      })
  @Row({"K02-02", "K02-04", "K02-05"})
  void rejectsInTheKubeletsWords(String fields, String reason, String message) {
    Pod base = pod("new", "");
    Pod pod =
        fields.startsWith("nodeName")
            ? base.withSpec(base.spec().withNodeName("node-2"))
            : pod("new", fields);
    assertThat(judge(pod)).contains(new Rejection(reason, message));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{key: disk, operator: In, values: [ssd, nvme]} | true",
        "{key: disk, operator: NotIn, values: [ssd]} | false",
        "{key: zone, operator: NotIn, values: [a]} | true",
        "{key: disk, operator: Exists} | true",
        "{key: disk, operator: DoesNotExist} | false",
        "{key: cores, operator: Gt, values: [\"7\"]} | true",
        "{key: cores, operator: Lt, values: [\"8\"]} | false",
        "{key: disk, operator: Gt, values: [\"7\"]} | false",
      })
  @Row("K02-02")
  void anAffinityIsMetByLabels(String expression, boolean met) {
    assertThat(reason(affine("matchExpressions: [" + expression + "]")))
        .isEqualTo(met ? "" : "NodeAffinity");
  }

  @Test
  void anAffinityIsMetByAnyOfItsTermsAndByNoEmptyOne() {
    String hdd = "matchExpressions: [{key: disk, operator: In, values: [hdd]}]";
    String name = "matchFields: [{key: metadata.name, operator: In, values: [node-1]}]";
    assertThat(reason(affine(hdd + "}, {" + name))).isEmpty();
    assertThat(reason(affine(hdd + ", " + name))).isEqualTo("NodeAffinity");
    assertThat(reason(affine(""))).isEqualTo("NodeAffinity");
  }

  private static Pod affine(String term) {
    return pod(
        "new",
        "affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution:"
            + " {nodeSelectorTerms: [{"
            + term
            + "}]}}}");
  }

  @ParameterizedTest
  @CsvSource({
    "8080, TCP, '', 8080, TCP, '', NodePorts",
    "8080, TCP, 127.0.0.1, 8080, TCP, 127.0.0.2, ''",
    "8080, TCP, 127.0.0.1, 8080, TCP, '', NodePorts",
    "8080, TCP, 0.0.0.0, 8080, TCP, 127.0.0.2, NodePorts",
    "8080, TCP, '', 8080, UDP, '', ''",
    "8080, TCP, '', 8081, TCP, '', ''",
  })
  @Row({"K02-02", "K16-04"})
  void aPortOfTheHostIsBoundOnce(
      int one,
      String protocol,
      String ip,
      int other,
      String otherProtocol,
      String otherIp,
      String reason) {
    Pod first =
        binding("old", "hostPort: %d, protocol: %s, hostIP: '%s'".formatted(one, protocol, ip));
    Pod second =
        binding(
            "new",
            "hostPort: %d, protocol: %s, hostIP: '%s'".formatted(other, otherProtocol, otherIp));
    assertThat(reason(second, first)).isEqualTo(reason);
    NodeLoad load = NodeLoad.of(List.of(first));
    load.remove("old");
    assertThat(new NodeFit(node(), load, CONFIG).rejectionOf(second)).isEmpty();
  }

  private static Pod binding(String uid, String port) {
    String container = "[{name: x, image: \"a:1\", ports: [{containerPort: 80, " + port + "}]}]";
    Pod pod = pod(uid, "initContainers: " + container);
    return pod.withSpec(
        pod.spec().withContainers(pod.spec().initContainers()).withInitContainers(List.of()));
  }

  @Test
  @Row("K02-02")
  void aTaintThatEndsPodsKeepsThoseOffThatDoNotBearIt() {
    Node tainted = node("spec: {taints: [{key: gone, effect: NoExecute, value: gas}]}\n");
    NodeFit fit = new NodeFit(tainted, new NodeLoad(), CONFIG);
    assertThat(fit.rejectionOf(pod("new", "")))
        .contains(
            new Rejection(
                "TaintToleration",
                "Predicate TaintToleration failed: node(s) had taints that the pod didn't"
                    + " tolerate"));
    assertThat(fit.rejectionOf(pod("new", "tolerations: [{key: gone, value: gas}]"))).isEmpty();
    assertThat(fit.rejectionOf(pod("new", "tolerations: [{operator: Exists}]"))).isEmpty();
    assertThat(fit.rejectionOf(pod("new", "tolerations: [{key: gone, value: air}]"))).isNotEmpty();
    assertThat(fit.rejectionOf(pod("new", "tolerations: [{operator: Exists, effect: NoSchedule}]")))
        .isNotEmpty();
    Node softly = node("spec: {taints: [{key: gone, effect: NoSchedule}]}\n");
    assertThat(new NodeFit(softly, new NodeLoad(), CONFIG).rejectionOf(pod("new", ""))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "MemoryPressure | BestEffort | '' | [MemoryPressure]",
        "MemoryPressure | Burstable | '' | ''",
        "MemoryPressure | BestEffort"
            + " | tolerations: [{key: node.kubernetes.io/memory-pressure, operator: Exists}] | ''",
        "DiskPressure | Burstable | '' | [DiskPressure]",
        "PIDPressure | Guaranteed | '' | [PIDPressure]",
        "DiskPressure | Burstable | priority: 2000000000 | ''",
      })
  @Row("K02-06")
  void aNodeUnderPressureTakesOnlySome(String pressure, String qos, String fields, String list) {
    Node pressed = node("  conditions: [{type: %s, status: \"True\"}]\n".formatted(pressure));
    Pod pod = pod("new", fields == null ? "" : fields);
    Pod classed = pod.withStatus(pod.status().withQosClass(qos));
    Optional<Rejection> expected =
        list.isEmpty()
            ? Optional.empty()
            : Optional.of(new Rejection("Evicted", "The node had condition: " + list + ". "));
    assertThat(new NodeFit(pressed, new NodeLoad(), CONFIG).rejectionOf(classed))
        .isEqualTo(expected);
  }

  @Test
  @Row("K02-05")
  void sysctlsThatTheNodeAllowsAreTaken() {
    Pod pod = pod("new", "securityContext: {sysctls: [{name: kernel/msgmax, value: \"1\"}]}");
    AdmissionConfig allowing = new AdmissionConfig(PodPolicy.privileged(), Set.of("kernel.msg*"));
    assertThat(new NodeFit(node(), new NodeLoad(), allowing).rejectionOf(pod)).isEmpty();
  }

  @Test
  @Row("K15-09")
  void thePolicyOfTheNodeCountsWhateverTheApiAllowed() {
    assertThat(judge(pod("new", "hostPID: true")))
        .hasValueSatisfying(
            rejection -> {
              assertThat(rejection.reason()).isEqualTo("PodSecurityForbidden");
              assertThat(rejection.message()).contains("spec.hostPID: Forbidden");
            });
  }

  @Test
  @Row("K06-05")
  void aPodAsksForTheMostThatItEverNeedsAtOnce() {
    Pod pod =
        pod(
            "new",
            """
            initContainers:
              - {name: first, image: "a:1", resources: {requests: {cpu: 900m, memory: 1Mi}}}
              - {name: side, image: "a:1", restartPolicy: Always, resources: {requests: {cpu: 100m}}}
              - {name: second, image: "a:1", resources: {requests: {cpu: 850m}}}
            overhead: {cpu: 5m}
            """);
    assertThat(PodRequests.of(pod.spec()).get("cpu").toMillis()).isEqualTo(955);
    assertThat(PodRequests.of(pod.spec()).get("memory").toLong()).isEqualTo(1 << 20);
  }
}
