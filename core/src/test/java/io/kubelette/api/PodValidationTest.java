package io.kubelette.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubelette.conformance.Row;
import io.kubelette.model.Pod;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each row is a valid pod with one mutation of its spec, and the one fault that it causes. */
final class PodValidationTest {

  @Test
  void aFullPodIsValid() {
    assertThat(
            faults(
                """
                restartPolicy: OnFailure
                terminationGracePeriodSeconds: 0
                nodeSelector: {example.org/disk: ssd}
                hostAliases: [{ip: 10.0.0.1, hostnames: [a.example]}]
                tolerations: [{operator: Exists}, {key: a, effect: NoExecute, tolerationSeconds: 5}]
                volumes:
                - name: cache
                - {name: config, configMap: {name: c, items: [{key: k, path: a/b, mode: 0400}]}}
                - {name: host, hostPath: {path: /tmp, type: Directory}}
                - {name: info, downwardAPI: {items: [{path: l, fieldRef: {fieldPath: metadata.labels}}]}}
                initContainers:
                - {name: init, image: i}
                - {name: sidecar, image: i, restartPolicy: Always,
                   startupProbe: {tcpSocket: {port: http}}}
                containers:
                - name: main
                  image: web
                  ports: [{name: http, containerPort: 80}, {containerPort: 80, protocol: UDP}]
                  env:
                  - {name: A, value: b}
                  - {name: B, valueFrom: {fieldRef: {fieldPath: "metadata.labels['app']"}}}
                  - {name: C, valueFrom: {resourceFieldRef: {resource: limits.cpu}}}
                  envFrom: [{configMapRef: {name: c}}]
                  resources: {requests: {cpu: 1, example.org/gpu: 1}, limits: {cpu: 2}}
                  volumeMounts: [{name: cache, mountPath: /cache, subPath: a}]
                  livenessProbe: {grpc: {port: 9000}}
                  lifecycle: {preStop: {sleep: {seconds: 0}}}
                """))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      maxCharsPerColumn = 10_000,
      textBlock =
          """
          containers: []|spec.containers: Required value
          containers: [{image: a}]|spec.containers[0].name: Required value
          containers: [{name: A, image: a}]|spec.containers[0].name: Invalid value: "A": a lowercase RFC 1123 label must
          containers: [{name: a}]|spec.containers[0].image: Required value
          containers: [{name: a, image: " a"}]|spec.containers[0].image: Invalid value: " a": must not have leading or trailing whitespace
          containers: [{name: a, image: a}, {name: a, image: a}]|spec.containers[1].name: Duplicate value: "a"
          initContainers: [{name: main, image: a}]|spec.initContainers[0].name: Duplicate value: "main"
          containers: [{name: a, image: a, imagePullPolicy: Sometimes}]|spec.containers[0].imagePullPolicy: Unsupported value: "Sometimes": supported values: "Always", "IfNotPresent", "Never"
          containers: [{name: a, image: a, ports: [{name: x}]}]|spec.containers[0].ports[0].containerPort: Required value
          containers: [{name: a, image: a, ports: [{containerPort: 70000}]}]|spec.containers[0].ports[0].containerPort: Invalid value: 70000: must be between 1 and 65535, inclusive
          containers: [{name: a, image: a, ports: [{name: a-very-long-port-name, containerPort: 1}]}]|spec.containers[0].ports[0].name: Invalid value: "a-very-long-port-name": must be no more than 15 characters
          containers: [{name: a, image: a, ports: [{name: "80", containerPort: 1}]}]|spec.containers[0].ports[0].name: Invalid value: "80": must contain at least one letter (a-z)
          containers: [{name: a, image: a, ports: [{name: x, containerPort: 1}, {name: x, containerPort: 2}]}]|spec.containers[0].ports[1].name: Duplicate value: "x"
          containers: [{name: a, image: a, ports: [{containerPort: 1, protocol: HTTP}]}]|spec.containers[0].ports[0].protocol: Unsupported value: "HTTP": supported values: "SCTP", "TCP", "UDP"
          containers: [{name: a, image: a, ports: [{containerPort: 1, hostPort: 9}, {containerPort: 2, hostPort: 9}]}]|spec.containers[0].ports[1].hostPort: Duplicate value: "TCP//9"
          containers: [{name: a, image: a, env: [{value: x}]}]|spec.containers[0].env[0].name: Required value
          containers: [{name: a, image: a, env: [{name: a=b}]}]|spec.containers[0].env[0].name: Invalid value: "a=b": a valid environment variable name must
          containers: [{name: a, image: a, env: [{name: A, value: x, valueFrom: {fieldRef: {fieldPath: metadata.name}}}]}]|spec.containers[0].env[0].valueFrom: Invalid value: "": may not be specified when `value` is not empty
          containers: [{name: a, image: a, env: [{name: A, valueFrom: {}}]}]|spec.containers[0].env[0].valueFrom: Invalid value: "": must specify one of
          containers: [{name: a, image: a, env: [{name: A, valueFrom: {fieldRef: {fieldPath: spec.colour}}}]}]|spec.containers[0].env[0].valueFrom.fieldRef.fieldPath: Unsupported value: "spec.colour": supported values: "metadata.name"
          containers: [{name: a, image: a, env: [{name: A, valueFrom: {secretKeyRef: {name: s}}}]}]|spec.containers[0].env[0].valueFrom.secretKeyRef.key: Required value
          containers: [{name: a, image: a, envFrom: [{prefix: P}]}]|spec.containers[0].envFrom[0]: Invalid value: "": must specify one of: `configMapRef` or `secretRef`
          containers: [{name: a, image: a, volumeMounts: [{name: v, mountPath: /v}]}]|spec.containers[0].volumeMounts[0].name: Not found: "v"
          containers: [{name: a, image: a, resources: {requests: {cpu: 2}, limits: {cpu: 1}}}]|spec.containers[0].resources.requests: Invalid value: "2": must be less than or equal to cpu limit of 1
          containers: [{name: a, image: a, resources: {requests: {cpu: -1}}}]|spec.containers[0].resources.requests[cpu]: Invalid value: "-1": must be greater than or equal to 0
          containers: [{name: a, image: a, resources: {requests: {disk: 1}}}]|spec.containers[0].resources.requests[disk]: Invalid value: "disk": must be a standard resource for containers
          containers: [{name: a, image: a, livenessProbe: {periodSeconds: 1}}]|spec.containers[0].livenessProbe: Required value: must specify a handler type
          containers: [{name: a, image: a, livenessProbe: {exec: {command: [a]}, tcpSocket: {port: 1}}}]|spec.containers[0].livenessProbe.tcpSocket: Forbidden: may not specify more than 1 handler type
          containers: [{name: a, image: a, livenessProbe: {exec: {command: [a]}, successThreshold: 2}}]|spec.containers[0].livenessProbe.successThreshold: Invalid value: 2: must be 1
          containers: [{name: a, image: a, readinessProbe: {exec: {command: [a]}, periodSeconds: -1}}]|spec.containers[0].readinessProbe.periodSeconds: Invalid value: -1: must be greater than or equal to 0
          containers: [{name: a, image: a, readinessProbe: {exec: {command: [a]}, terminationGracePeriodSeconds: 1}}]|spec.containers[0].readinessProbe.terminationGracePeriodSeconds: Invalid value: 1: must not be set for readinessProbes
          containers: [{name: a, image: a, startupProbe: {httpGet: {port: 0}}}]|spec.containers[0].startupProbe.httpGet.port: Invalid value: 0: must be between 1 and 65535, inclusive
          containers: [{name: a, image: a, lifecycle: {postStart: {exec: {}}}}]|spec.containers[0].lifecycle.postStart.exec.command: Required value
          containers: [{name: a, image: a, lifecycle: {preStop: {sleep: {seconds: 31}}}}]|spec.containers[0].lifecycle.preStop.sleep.seconds: Invalid value: 31: must be non-negative and less than terminationGracePeriodSeconds (30)
          initContainers: [{name: a, image: a, readinessProbe: {exec: {command: [a]}}}]|spec.initContainers[0].readinessProbe: Forbidden: may not be set for init containers without restartPolicy=Always
          containers: [{name: a, image: a, restartPolicy: Sometimes}]|spec.containers[0].restartPolicy: Unsupported value: "Sometimes": supported values: "Always", "Never", "OnFailure"
          containers: [{name: a, image: a, restartPolicyRules: [{action: Restart, exitCodes: {operator: In, values: [1]}}]}]|spec.containers[0].restartPolicy: Required value: must specify restartPolicy when restart rules are used
          containers: [{name: a, image: a, restartPolicy: Never, restartPolicyRules: [{action: Stay, exitCodes: {operator: In, values: [1]}}]}]|spec.containers[0].restartPolicyRules[0].action: Unsupported value: "Stay": supported values: "Restart", "RestartAllContainers"
          containers: [{name: a, image: a, restartPolicy: Never, restartPolicyRules: [{exitCodes: {operator: In, values: [1]}}]}]|spec.containers[0].restartPolicyRules[0].action: Unsupported value: "": supported values: "Restart", "RestartAllContainers"
          containers: [{name: a, image: a, restartPolicy: Never, restartPolicyRules: [{action: Restart}]}]|spec.containers[0].restartPolicyRules[0].exitCodes: Required value: must be specified
          containers: [{name: a, image: a, restartPolicy: Never, restartPolicyRules: [{action: Restart, exitCodes: {values: [1]}}]}]|spec.containers[0].restartPolicyRules[0].exitCodes.operator: Unsupported value: "": supported values: "In", "NotIn"
          initContainers: [{name: a, image: a, restartPolicyRules: [{action: Restart, exitCodes: {operator: In, values: [1]}}]}]|spec.initContainers[0].restartPolicy: Required value: must specify restartPolicy when restart rules are used
          containers: [{name: a, image: a, env: [{name: A, valueFrom: {fileKeyRef: {volumeName: v, path: p, key: k}}}]}]|spec.containers[0].env[0].valueFrom.fileKeyRef: Forbidden: is not supported
          """)
  @Row({"K06-04", "K05-04"})
  void everyMutationOfAContainerHasItsFault(String mutation, String fault) {
    assertFault(mutation, fault);
  }

  @Row("K15-09")
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      maxCharsPerColumn = 10_000,
      textBlock =
          """
          restartPolicy: Sometimes|spec.restartPolicy: Unsupported value: "Sometimes": supported values: "Always", "Never", "OnFailure"
          hostUsers: false|spec.hostUsers: Forbidden: is not supported: no pod gets a user namespace of its own here; leave it out
          dnsPolicy: Mine|spec.dnsPolicy: Unsupported value: "Mine": supported values: "ClusterFirst", "ClusterFirstWithHostNet", "Default", "None"
          dnsPolicy: None|spec.dnsConfig.nameservers: Required value: must provide at least one DNS nameserver when `dnsPolicy` is None
          terminationGracePeriodSeconds: -1|spec.terminationGracePeriodSeconds: Invalid value: -1: must be greater than or equal to 0
          activeDeadlineSeconds: 0|spec.activeDeadlineSeconds: Invalid value: 0: must be between 1 and 2147483647, inclusive
          hostname: a.b|spec.hostname: Invalid value: "a.b": a lowercase RFC 1123 label must
          nodeSelector: {"a b": c}|spec.nodeSelector: Invalid value: "a b": name part must consist
          tolerations: [{operator: Exists, value: x}]|spec.tolerations[0].operator: Invalid value: "x": value must be empty when `operator` is 'Exists'
          tolerations: [{key: a, effect: Go}]|spec.tolerations[0].effect: Unsupported value: "Go": supported values: "NoExecute", "NoSchedule", "PreferNoSchedule"
          securityContext: {sysctls: [{name: foo-, value: x}]}|spec.securityContext.sysctls[0].name: Invalid value: "foo-": must have at most 253 characters and match regex
          securityContext: {sysctls: [{name: net/ipv4/a, value: x}, {name: net.ipv4.a, value: x}]}|spec.securityContext.sysctls[1].name: Duplicate value: "net.ipv4.a"
          securityContext: {runAsUser: -1}|spec.securityContext.runAsUser: Invalid value: -1: must be between 0 and 2147483647, inclusive
          hostAliases: [{ip: 10.0.0.256}]|spec.hostAliases[0].ip: Invalid value: "10.0.0.256": must be a valid IP address
          volumes: [{name: a, projected: {sources: [{serviceAccountToken: {path: t}}]}}]|spec.volumes[0].projected.sources[0].serviceAccountToken: Forbidden: is not supported
          volumes: [{name: a, projected: {sources: [{configMap: {name: c}}, {clusterTrustBundle: {path: t}}]}}]|spec.volumes[0].projected.sources[1].clusterTrustBundle: Forbidden: is not supported
          volumes: [{name: a, projected: {sources: [{podCertificate: {path: t}}]}}]|spec.volumes[0].projected.sources[0].podCertificate: Forbidden: is not supported
          volumes: [{emptyDir: {}}]|spec.volumes[0].name: Required value
          volumes: [{name: a}, {name: a}]|spec.volumes[1].name: Duplicate value: "a"
          volumes: [{name: a, emptyDir: {}, hostPath: {path: /}}]|spec.volumes[0].emptyDir: Forbidden: may not specify more than 1 volume type
          volumes: [{name: a, hostPath: {path: /a/../b}}]|spec.volumes[0].hostPath.path: Invalid value: "/a/../b": must not contain '..'
          volumes: [{name: a, hostPath: {path: /, type: Dir}}]|spec.volumes[0].hostPath.type: Unsupported value: "Dir": supported values: "BlockDevice"
          volumes: [{name: a, secret: {}}]|spec.volumes[0].secret.secretName: Required value
          volumes: [{name: a, configMap: {name: c, defaultMode: 01000}}]|spec.volumes[0].configMap.defaultMode: Invalid value: 512: must be a number between 0 and 0777 (octal), both inclusive
          volumes: [{name: a, configMap: {name: c, items: [{key: k, path: ../x}]}}]|spec.volumes[0].configMap.items[0].path: Invalid value: "../x": must not contain '..'
          volumes: [{name: a, projected: {sources: [{secret: {}}]}}]|spec.volumes[0].projected.sources[0].secret.name: Required value
          volumes: [{name: a, persistentVolumeClaim: {}}]|spec.volumes[0].persistentVolumeClaim.claimName: Required value
          """)
  void everyMutationOfAPodHasItsFault(String mutation, String fault) {
    assertFault(mutation, fault);
  }

  @Test
  void allFaultsAreToldAtOnce() {
    assertThat(faults("{restartPolicy: A, dnsPolicy: B, containers: [{}]}")).hasSize(4);
  }

  @Test
  @Row("K05-04")
  void restartRulesAreLimitedInNumber() {
    String rule = "{action: Restart, exitCodes: {operator: NotIn, values: [%s]}}";
    String codes =
        IntStream.range(0, 256).mapToObj(String::valueOf).collect(Collectors.joining(", "));
    String many = String.join(", ", Collections.nCopies(21, rule.formatted("1")));

    assertFault(
        "containers: [{name: a, image: a, restartPolicy: Never, restartPolicyRules: [%s]}]"
            .formatted(rule.formatted(codes)),
        "spec.containers[0].restartPolicyRules[0].exitCodes.values: Too many: 256: must have at"
            + " most 255 items");
    assertFault(
        "containers: [{name: a, image: a, restartPolicy: Never, restartPolicyRules: [%s]}]"
            .formatted(many),
        "spec.containers[0].restartPolicyRules: Too many: 21: must have at most 20 items");
  }

  @Row("K14-08")
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          recursiveReadOnly: Enabled|Forbidden: may only be specified when readOnly is true
          readOnly: true, mountPropagation: HostToContainer, recursiveReadOnly: IfPossible|Forbidden: may only be specified when mountPropagation is None or not specified
          readOnly: true, recursiveReadOnly: Perhaps|Unsupported value: "Perhaps": supported values: "Disabled", "Enabled", "IfPossible"
          """)
  void aMountIsReadOnlyWithAllBelowItOnlyWhereItIsReadOnly(String fields, String fault) {
    assertThat(
            faults(
                "containers: [{name: a, image: a, volumeMounts: [{name: v, mountPath: /v, %s}]}]"
                    .formatted(fields)))
        .contains("spec.containers[0].volumeMounts[0].recursiveReadOnly: " + fault);
  }

  private static void assertFault(String mutation, String fault) {
    List<String> faults = faults(mutation);
    assertThat(faults).hasSize(1);
    assertThat(faults.get(0)).startsWith(fault);
  }

  /** The faults of a pod with one container, whose spec is overlaid by the given fields. */
  private static List<String> faults(String fields) {
    Pod base =
        TestCluster.object(
            Pod.class,
            """
            {apiVersion: v1, kind: Pod, metadata: {name: web},
             spec: {containers: [{name: main, image: a}]}}
            """);
    Pod overlaid = TestPods.overlaid(base, fields);
    Violations violations = Violations.none();
    PodValidation.check(new PodRules().defaulted(overlaid).spec(), violations.at("spec"));
    return violations.errors().stream().map(FieldError::toString).toList();
  }
}
