package io.kubelette.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.kubelette.conformance.Row;
import io.kubelette.model.Pod;
import io.kubelette.store.MemoryStore;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What pods may ask of their host, level by level. */
final class PodPolicyTest {

  private static final PodPolicy BASELINE = PodPolicy.baseline();
  private static final PodPolicy RESTRICTED = PodPolicy.restricted();

  /** A pod of that spec, whose container has those fields. */
  private static Pod pod(String spec, String container) {
    return TestCluster.object(
        Pod.class,
        """
        {apiVersion: v1, kind: Pod, metadata: {name: web},
         spec: {%s containers: [{name: main, image: "a:1", %s}]}}
        """
            .formatted(spec.isEmpty() ? "" : spec + ",", container));
  }

  private static List<String> refused(PodPolicy policy, Pod pod) {
    return policy.violations(pod).stream().map(FieldError::path).toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "hostNetwork: true | spec.hostNetwork",
        "hostPID: true | spec.hostPID",
        "hostIPC: true | spec.hostIPC",
        "volumes: [{name: v, hostPath: {path: /etc}}] | spec.volumes[0].hostPath",
        "securityContext: {seLinuxOptions: {type: spc_t}}"
            + " | spec.securityContext.seLinuxOptions.type",
        "securityContext: {seLinuxOptions: {user: root}}"
            + " | spec.securityContext.seLinuxOptions.user",
        "securityContext: {seLinuxOptions: {role: admin}}"
            + " | spec.securityContext.seLinuxOptions.role",
        "securityContext: {seccompProfile: {type: Unconfined}}"
            + " | spec.securityContext.seccompProfile.type",
        "securityContext: {appArmorProfile: {type: Unconfined}}"
            + " | spec.securityContext.appArmorProfile.type",
        "securityContext: {windowsOptions: {hostProcess: true}}"
            + " | spec.securityContext.windowsOptions.hostProcess",
        "securityContext: {sysctls: [{name: kernel.msgmax, value: \"1\"}]}"
            + " | spec.securityContext.sysctls[0].name",
      })
  @Row("K15-09")
  void baselineRefusesWhatAPodAsksOfTheHost(String spec, String field) {
    assertThat(refused(BASELINE, pod(spec, ""))).containsExactly(field);
    assertThat(refused(PodPolicy.privileged(), pod(spec, ""))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "securityContext: {privileged: true} | securityContext.privileged",
        "securityContext: {capabilities: {add: [NET_ADMIN]}} | securityContext.capabilities.add",
        "securityContext: {procMount: Unmasked} | securityContext.procMount",
        "securityContext: {seLinuxOptions: {type: spc_t}} | securityContext.seLinuxOptions.type",
        "securityContext: {seccompProfile: {type: Unconfined}}"
            + " | securityContext.seccompProfile.type",
        "securityContext: {appArmorProfile: {type: Unconfined}}"
            + " | securityContext.appArmorProfile.type",
        "ports: [{containerPort: 80, hostPort: 8080}] | ports[0].hostPort",
        "livenessProbe: {httpGet: {port: 80, host: 169.254.169.254}}"
            + " | livenessProbe.httpGet.host",
        "readinessProbe: {tcpSocket: {port: 80, host: 10.0.0.1}} | readinessProbe.tcpSocket.host",
        "lifecycle: {preStop: {httpGet: {port: 80, host: 10.0.0.1}}}"
            + " | lifecycle.preStop.httpGet.host",
      })
  @Row("K15-09")
  void baselineRefusesWhatAContainerOfAnySortAsksOfTheHost(String fields, String field) {
    assertThat(refused(BASELINE, pod("", fields))).containsExactly("spec.containers[0]." + field);
    String other = "[{name: other, image: \"a:1\", " + fields + "}]";
    assertThat(refused(BASELINE, pod("initContainers: " + other, "")))
        .containsExactly("spec.initContainers[0]." + field);
    assertThat(refused(BASELINE, pod("ephemeralContainers: " + other, "")))
        .containsExactly("spec.ephemeralContainers[0]." + field);
    assertThat(refused(PodPolicy.privileged(), pod("", fields))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "securityContext: {capabilities: {add: [CHOWN, NET_BIND_SERVICE], drop: [ALL]}}",
        "securityContext: {privileged: false, procMount: Default}",
        "securityContext: {seccompProfile: {type: RuntimeDefault}}",
        "securityContext: {runAsUser: 0}",
        "ports: [{containerPort: 80}]",
        "livenessProbe: {httpGet: {port: 80}}",
      })
  void baselineAllowsWhatHarmsNobodyElse(String container) {
    String spec =
        "securityContext: {sysctls: [{name: net/ipv4/tcp_syncookies, value: \"1\"}]},"
            + " volumes: [{name: v, emptyDir: {}}]";
    assertThat(refused(BASELINE, pod(spec, container))).isEmpty();
  }

  @Test
  void restrictedDemandsEachOfItsFields() {
    assertThat(refused(RESTRICTED, pod("", "")))
        .containsExactly(
            "spec.containers[0].securityContext.allowPrivilegeEscalation",
            "spec.containers[0].securityContext.runAsNonRoot",
            "spec.containers[0].securityContext.seccompProfile.type",
            "spec.containers[0].securityContext.capabilities.drop");
    String good =
        "securityContext: {allowPrivilegeEscalation: false, runAsNonRoot: true,"
            + " seccompProfile: {type: RuntimeDefault}, capabilities: {drop: [ALL]}}";
    assertThat(refused(RESTRICTED, pod("", good))).isEmpty();
    assertThat(refused(RESTRICTED, pod("securityContext: {runAsUser: 0}", good)))
        .containsExactly("spec.securityContext.runAsUser");
    assertThat(refused(RESTRICTED, pod("volumes: [{name: v, nfs: {server: a, path: /}}]", good)))
        .containsExactly("spec.volumes[0]");
    assertThat(
            refused(RESTRICTED, pod("", good.replace("drop: [ALL]", "drop: [ALL], add: [CHOWN]"))))
        .containsExactly("spec.containers[0].securityContext.capabilities.add");
  }

  @Test
  void restrictedTakesThePodsWordForItsContainers() {
    String spec = "securityContext: {runAsNonRoot: true, seccompProfile: {type: RuntimeDefault}}";
    String container =
        "securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}";
    assertThat(refused(RESTRICTED, pod(spec, container))).isEmpty();
    String root = container.replace("{allow", "{runAsNonRoot: false, allow");
    assertThat(refused(RESTRICTED, pod(spec, root)))
        .containsExactly("spec.containers[0].securityContext.runAsNonRoot");
  }

  @ParameterizedTest
  @CsvSource({
    "/srv/data, true",
    "/srv/data/web, true",
    "/srv/data/../secrets, false",
    "/srv/database, false",
    "/srv, false",
    "/, false",
    "srv/data, false",
  })
  @Row("K14-03")
  void hostPathsAreAllowedBelowTheirPrefixesAlone(String path, boolean allowed) {
    PodPolicy policy = PodPolicy.defaults().allowingHostPath(Path.of("/srv/data"));
    assertThat(policy.allowsHostPath(Path.of(path))).isEqualTo(allowed);
    Pod pod = pod("volumes: [{name: v, hostPath: {path: " + path + "}}]", "");
    assertThat(policy.violations(pod).isEmpty()).isEqualTo(allowed);
    assertThat(refused(PodPolicy.defaults(), pod)).containsExactly("spec.volumes[0].hostPath");
  }

  @Test
  void thePrefixOfAHostPathIsAbsolute() {
    assertThatThrownBy(() -> PodPolicy.defaults().allowingHostPath(Path.of("data")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void hostPortsAreTheOtherDepartureOfTheDefault() {
    Pod pod = pod("", "ports: [{containerPort: 80, hostPort: 8080}]");
    assertThat(refused(PodPolicy.defaults(), pod)).isEmpty();
    assertThat(refused(BASELINE, pod)).isNotEmpty();
  }

  @Test
  void createAndUpdateAnswer403AndNameEachField() {
    try (MemoryStore store = MemoryStore.create()) {
      ApiServer api = ApiServer.over(store, ApiConfig.defaults());
      Pod bad = pod("hostPID: true", "securityContext: {privileged: true}");
      ApiException refusal = catchThrowableOfType(ApiException.class, () -> api.create(bad));
      assertThat(refusal.kind()).isEqualTo(ApiException.Kind.FORBIDDEN);
      assertThat(refusal.kind().code()).isEqualTo(403);
      assertThat(refusal.fieldErrors())
          .extracting(FieldError::path)
          .containsExactly("spec.hostPID", "spec.containers[0].securityContext.privileged");
      assertThat(refusal)
          .hasMessageStartingWith(
              "pods \"web\" is forbidden: violates PodSecurity \"baseline:latest\": spec.hostPID:"
                  + " Forbidden: ")
          .hasMessageContaining("spec.containers[0].securityContext.privileged");
      assertThatThrownBy(() -> api.apply(List.of(bad)))
          .isInstanceOf(ApiException.class)
          .hasMessageContaining("is forbidden");
      api.create(pod("", ""));
      assertThat(api.items(Query.of(io.kubelette.model.ResourceType.POD))).hasSize(1);
    }
  }
}
