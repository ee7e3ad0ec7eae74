package io.kubelette.conformance.scenario;

import static org.assertj.core.api.Assertions.assertThat;

/** Volumes of ConfigMaps and Secrets, alone and projected. */
interface VolumeScenarios extends Scenes {

  @Scenario({
    "ConfigMap should be consumable from pods in volume",
    "ConfigMap should be consumable from pods in volume as non-root",
    "ConfigMap should be consumable from pods in volume with defaultMode set",
    "ConfigMap should be consumable from pods in volume with mappings",
    "ConfigMap should be consumable from pods in volume with mappings and Item mode set",
    "ConfigMap should be consumable from pods in volume with mappings as non-root",
    "ConfigMap should be consumable in multiple volumes in the same pod"
  })
  default void aConfigMapIsReadAsItIsAskedFor() {
    KeyedVolumes.CONFIG_MAP.areReadAsTheyAreAskedFor(stage());
  }

  @Scenario({
    "Secrets should be consumable from pods in volume",
    "Secrets should be consumable from pods in volume as non-root with defaultMode and fsGroup set",
    "Secrets should be consumable from pods in volume with defaultMode set",
    "Secrets should be consumable from pods in volume with mappings",
    "Secrets should be consumable from pods in volume with mappings and Item Mode set",
    "Secrets should be consumable in multiple volumes in a pod"
  })
  default void aSecretIsReadAsItIsAskedFor() {
    KeyedVolumes.SECRET.areReadAsTheyAreAskedFor(stage());
  }

  @Scenario({
    "Projected configMap should be consumable from pods in volume",
    "Projected configMap should be consumable from pods in volume as non-root",
    "Projected configMap should be consumable from pods in volume with defaultMode set",
    "Projected configMap should be consumable from pods in volume with mappings",
    "Projected configMap should be consumable from pods in volume with mappings and Item mode set",
    "Projected configMap should be consumable from pods in volume with mappings as non-root",
    "Projected configMap should be consumable in multiple volumes in the same pod"
  })
  default void aProjectedConfigMapIsReadAsItIsAskedFor() {
    KeyedVolumes.PROJECTED_CONFIG_MAP.areReadAsTheyAreAskedFor(stage());
  }

  @Scenario({
    "Projected secret should be consumable from pods in volume",
    "Projected secret should be consumable from pods in volume as non-root with defaultMode and fsGroup set",
    "Projected secret should be consumable from pods in volume with defaultMode set",
    "Projected secret should be consumable from pods in volume with mappings",
    "Projected secret should be consumable from pods in volume with mappings and Item Mode set",
    "Projected secret should be consumable in multiple volumes in a pod"
  })
  default void aProjectedSecretIsReadAsItIsAskedFor() {
    KeyedVolumes.PROJECTED_SECRET.areReadAsTheyAreAskedFor(stage());
  }

  @Scenario({
    "ConfigMap updates should be reflected in volume",
    "ConfigMap optional updates should be reflected in volume"
  })
  default void filesFollowTheirConfigMap() {
    KeyedVolumes.CONFIG_MAP.followTheirObjects(stage());
  }

  @Scenario("Secrets optional updates should be reflected in volume")
  default void filesFollowTheirSecret() {
    KeyedVolumes.SECRET.followTheirObjects(stage());
  }

  @Scenario({
    "Projected configMap updates should be reflected in volume",
    "Projected configMap optional updates should be reflected in volume"
  })
  default void projectedFilesFollowTheirConfigMap() {
    KeyedVolumes.PROJECTED_CONFIG_MAP.followTheirObjects(stage());
  }

  @Scenario("Projected secret optional updates should be reflected in volume")
  default void projectedFilesFollowTheirSecret() {
    KeyedVolumes.PROJECTED_SECRET.followTheirObjects(stage());
  }

  private static String reading(String volumes, String mounts, String script) {
    return """
        volumes: [%s]
        containers:
          - name: main
            image: IMAGE
            command: [sh, -c, '%s']
            volumeMounts: [%s]
        """
        .formatted(volumes, script, mounts);
  }

  @Scenario("ConfigMap binary data should be reflected in volume")
  default void bytesOfAConfigMapAreAFile() {
    Stage stage = stage();
    stage.apply(
        """
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: data, namespace: NAMESPACE}
        data: {text: words}
        binaryData: {dump: 3q2+7w==}
        """);
    String volume = "{name: data, configMap: {name: data}}";
    String script = "cat /data/text; od -An -tx1 /data/dump";
    assertThat(stage.output("one", reading(volume, "{name: data, mountPath: /data}", script)))
        .isEqualTo("words de ad be ef\n");
  }

  @Scenario(
      "Secrets should be able to mount in a volume regardless of a different secret existing with same name in different namespace")
  default void aSecretIsThatOfThePodsNamespace() {
    String secret =
        "apiVersion: v1\nkind: Secret\nmetadata: {name: data, namespace: NAMESPACE}\nstringData: {key: %s}\n";
    Stage other = stage();
    other.apply(secret.formatted("theirs"));
    Stage stage = stage();
    stage.apply(secret.formatted("ours"));
    String volume = "{name: data, secret: {secretName: data}}";
    assertThat(
            stage.output("one", reading(volume, "{name: data, mountPath: /data}", "cat /data/key")))
        .isEqualTo("ours");
  }

  /** A ConfigMap and a Secret, and a volume of each kind that is made of them. */
  private static String everyKind(Stage stage) {
    stage.apply(
        """
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: config, namespace: NAMESPACE}
        data: {config: from-config}
        ---
        apiVersion: v1
        kind: Secret
        metadata: {name: secret, namespace: NAMESPACE}
        stringData: {secret: from-secret}
        """);
    return "{name: config, configMap: {name: config}}, {name: secret, secret: {secretName: secret}},"
        + " {name: self, downwardAPI: {items: [{path: name, fieldRef: {fieldPath: metadata.name}}]}},"
        + " {name: all, projected: {sources: [{configMap: {name: config}}, {secret: {name: secret}},"
        + " {downwardAPI: {items: [{path: name, fieldRef: {fieldPath: metadata.name}}]}}]}}";
  }

  @Scenario({
    "Projected combined should project all components that make up the projection API",
    "EmptyDir wrapper volumes should not conflict"
  })
  default void oneVolumeShowsWhatSeveralSourcesGive() {
    Stage stage = stage();
    String mounts =
        "{name: all, mountPath: /all}, {name: secret, mountPath: /secret}, {name: config, mountPath:"
            + " /config}";
    String script = "cat /all/config /all/secret /all/name /secret/secret /config/config";
    assertThat(stage.output("one", reading(everyKind(stage), mounts, script)))
        .isEqualTo("from-configfrom-secretonefrom-secretfrom-config");
  }

  @Scenario({
    "Subpath Atomic writer volumes should support subpaths with configmap pod",
    "Subpath Atomic writer volumes should support subpaths with configmap pod with mountPath of existing file",
    "Subpath Atomic writer volumes should support subpaths with downward pod",
    "Subpath Atomic writer volumes should support subpaths with projected pod",
    "Subpath Atomic writer volumes should support subpaths with secret pod"
  })
  default void oneFileOfAVolumeIsMounted() {
    Stage stage = stage();
    String mounts =
        "{name: config, mountPath: /one, subPath: config}, {name: config, mountPath: /etc/passwd,"
            + " subPath: config}, {name: self, mountPath: /two, subPath: name}, {name: all,"
            + " mountPath: /three, subPath: secret}, {name: secret, mountPath: /four, subPath:"
            + " secret}";
    assertThat(
            stage.output(
                "one", reading(everyKind(stage), mounts, "cat /one /etc/passwd /two /three /four")))
        .isEqualTo("from-configfrom-configonefrom-secretfrom-secret");
  }
}
