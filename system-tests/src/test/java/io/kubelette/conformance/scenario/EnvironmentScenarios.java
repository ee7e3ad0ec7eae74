package io.kubelette.conformance.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubelette.api.ApiException;
import io.kubelette.model.ConfigMap;
import io.kubelette.model.ResourceType;
import java.util.Map;

/** The environment of containers: ConfigMaps, Secrets, and variables made of variables. */
interface EnvironmentScenarios extends Scenes {

  private static String printing(String fields) {
    return """
        containers:
          - name: main
            image: IMAGE
            command: [env]
            %s
        """
        .formatted(fields);
  }

  private static Stage furnished(Stage stage) {
    stage.apply(
        """
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: config, namespace: NAMESPACE}
        data: {data_1: value-1, data_2: value-2}
        ---
        apiVersion: v1
        kind: Secret
        metadata: {name: secret, namespace: NAMESPACE}
        stringData: {data_1: hidden-1, data_2: hidden-2}
        """);
    return stage;
  }

  @Scenario({
    "ConfigMap should be consumable via environment variable",
    "Secrets should be consumable from pods in env vars"
  })
  default void aVariableIsAKeyOfAConfigMapOrSecret() {
    String env =
        """
        env:
              - {name: CONFIG, valueFrom: {configMapKeyRef: {name: config, key: data_1}}}
              - {name: SECRET, valueFrom: {secretKeyRef: {name: secret, key: data_1}}}
        """;
    assertThat(furnished(stage()).output("one", printing(env)))
        .contains("CONFIG=value-1\n", "SECRET=hidden-1\n");
  }

  @Scenario({
    "ConfigMap should be consumable via the environment",
    "Secrets should be consumable via the environment"
  })
  default void allKeysOfAConfigMapOrSecretAreVariables() {
    String envFrom =
        """
        envFrom:
              - {configMapRef: {name: config}}
              - {prefix: p_, secretRef: {name: secret}}
        """;
    assertThat(furnished(stage()).output("one", printing(envFrom)))
        .contains("data_1=value-1\n", "data_2=value-2\n", "p_data_1=hidden-1\n");
  }

  @Scenario({
    "ConfigMap should fail to create ConfigMap with empty key",
    "Secrets should fail to create secret due to empty secret key"
  })
  default void aKeyIsNotEmpty() {
    Stage stage = stage();
    for (String kind : new String[] {"ConfigMap", "Secret"}) {
      String manifest = "apiVersion: v1\nkind: %s\nmetadata: {name: bad}\ndata: {'': ''}\n";
      assertThatThrownBy(() -> stage.apply(manifest.formatted(kind)))
          .isInstanceOfSatisfying(
              ApiException.class,
              refusal -> assertThat(refusal.kind()).isEqualTo(ApiException.Kind.INVALID));
    }
  }

  @Scenario({
    "ConfigMap should run through a ConfigMap lifecycle",
    "Secrets should patch a secret",
    "ConfigMap should be immutable if `immutable` field is set",
    "Secrets should be immutable if `immutable` field is set"
  })
  default void configMapsAndSecretsAreChangedUntilTheyAreImmutable() {
    Stage stage = furnished(stage());
    ConfigMap config = stage.api().get(ResourceType.CONFIG_MAP, stage.namespace(), "config");
    config = stage.api().update(config.withData(Map.of("data_1", "new")));
    ConfigMap fixed = stage.api().update(config.withImmutable(true));
    assertThat(fixed.data()).containsExactly(Map.entry("data_1", "new"));
    assertThatThrownBy(() -> stage.api().update(fixed.withData(Map.of("data_1", "newer"))))
        .isInstanceOf(ApiException.class);
    assertThatThrownBy(() -> stage.api().update(fixed.withImmutable(false)))
        .isInstanceOf(ApiException.class);

    var secret = stage.api().get(ResourceType.SECRET, stage.namespace(), "secret");
    var hidden = stage.api().update(secret.withImmutable(true));
    assertThatThrownBy(() -> stage.api().update(hidden.withData(Map.of())))
        .isInstanceOf(ApiException.class);
    stage.api().update(hidden.withMetadata(hidden.metadata().withLabels(Map.of("a", "b"))));
  }

  @Scenario({
    "Variable Expansion should allow composing env vars into new env vars",
    "Variable Expansion should allow substituting values in a container's command",
    "Variable Expansion should allow substituting values in a container's args"
  })
  default void variablesAreMadeOfVariablesAndStandInCommands() {
    Stage stage = stage();
    String composed =
        """
        env:
              - {name: FOO, value: foo-value}
              - {name: BAR, value: bar-value}
              - {name: FOOBAR, value: '$(FOO);;$(BAR);;$(NONE);;$$(FOO)'}
        """;
    assertThat(stage.output("composed", printing(composed)))
        .contains("FOOBAR=foo-value;;bar-value;;$(NONE);;$(FOO)\n");
    String spec =
        "containers: [{name: main, image: IMAGE, env: [{name: TEST, value: test-value}], %s}]\n";
    String script = "TEST=wrong echo $(TEST)";
    assertThat(stage.output("command", spec.formatted("command: [sh, -c, '%s']".formatted(script))))
        .isEqualTo("test-value\n");
    assertThat(
            stage.output(
                "args", spec.formatted("command: [sh, -c], args: ['%s']".formatted(script))))
        .isEqualTo("test-value\n");
  }

  private static String below(String variable, String script) {
    return """
        restartPolicy: OnFailure
        volumes: [{name: work, emptyDir: {}}]
        containers:
          - name: main
            image: IMAGE
            command: [sh, -c, '%s']
            env: [{name: PLACE, %s}]
            volumeMounts:
              - {name: work, mountPath: /all}
              - {name: work, mountPath: /part, subPathExpr: $(PLACE)}
        """
        .formatted(script, variable);
  }

  @Scenario({
    "Variable Expansion should allow substituting values in a volume subpath",
    "Variable Expansion should succeed in writing subpaths in container",
    "Variable Expansion should fail substituting values in a volume subpath with absolute path",
    "Variable Expansion should fail substituting values in a volume subpath with backticks"
  })
  default void aVariableNamesAPartOfAVolume() {
    Stage stage = stage();
    stage.pod("good", below("value: foo/bar", "echo there > /part/file; cat /all/foo/bar/file"));
    stage.pod("absolute", below("value: /tmp", "true"));
    stage.pod("climbing", below("value: ../other", "true"));
    assertThat(stage.outputOf("good")).isEqualTo("there\n");
    for (String bad : new String[] {"absolute", "climbing"}) {
      stage.until(bad + " is refused", () -> !stage.waits(bad).equals("ContainerCreating"));
      assertThat(stage.waits(bad)).isEqualTo("CreateContainerConfigError");
    }
  }

  @Scenario(
      "Variable Expansion should verify that a failing subpath expansion can be modified during the lifecycle of a container")
  default void aPodWhoseSubpathFailedStartsOnceItIsMended() {
    Stage stage = stage();
    String annotation = "valueFrom: {fieldRef: {fieldPath: \"metadata.annotations['place']\"}}";
    stage.pod("one", below(annotation, "sleep 100000"));
    stage.change(
        "one",
        pod -> pod.withMetadata(pod.metadata().withAnnotations(Map.of("place", "/absolute"))));
    stage.until("it is refused", () -> stage.waits("one").equals("CreateContainerConfigError"));
    stage.change(
        "one", pod -> pod.withMetadata(pod.metadata().withAnnotations(Map.of("place", "mine"))));
    stage.awaitReady("one");
    assertThat(stage.container("one").restartCount()).isZero();
  }
}
