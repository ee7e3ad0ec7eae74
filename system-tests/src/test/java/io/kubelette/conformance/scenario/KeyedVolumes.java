package io.kubelette.conformance.scenario;

import static org.assertj.core.api.Assertions.assertThat;

/** Kinds of volumes whose files are the keys of an object, and what all of them must do. */
enum KeyedVolumes {
  CONFIG_MAP("ConfigMap", "configMap: {name: %1$s%2$s%3$s}"),
  SECRET("Secret", "secret: {secretName: %1$s%2$s%3$s}"),
  PROJECTED_CONFIG_MAP("ConfigMap", "projected: {sources: [{configMap: {name: %1$s%2$s}}]%3$s}"),
  PROJECTED_SECRET("Secret", "projected: {sources: [{secret: {name: %1$s%2$s}}]%3$s}");

  private static final String NONE = "";
  private static final String MAPPED = ", items: [{key: data-2, path: path/to/data-2%s}]";

  private final String kind;
  private final String volume;

  KeyedVolumes(String kind, String volume) {
    this.kind = kind;
    this.volume = volume;
  }

  private String volume(String name, String inner, String outer) {
    return "  - {name: %s, %s}\n".formatted(name, volume.formatted("data", inner, outer));
  }

  /** A volume that is called like its object, which need not be there. */
  private String optional(String name) {
    return "  - {name: %s, %s}\n".formatted(name, volume.formatted(name, ", optional: true", NONE));
  }

  private void make(Stage stage, String name, String value) {
    String field = kind.equals("Secret") ? "stringData" : "data";
    stage.apply(
        "apiVersion: v1\nkind: %s\nmetadata: {name: %s, namespace: NAMESPACE}\n%s: {data-1: %s, data-2: value-2}\n"
            .formatted(kind, name, field, value));
  }

  private static String reading(String volumes, String script, String fields) {
    StringBuilder mounts = new StringBuilder();
    volumes
        .lines()
        .map(line -> line.substring(line.indexOf(": ") + 2, line.indexOf(',')))
        .forEach(name -> mounts.append("      - {name: %1$s, mountPath: /%1$s}\n".formatted(name)));
    return fields
        + "volumes:\n"
        + volumes
        + "containers:\n  - name: main\n    image: IMAGE\n    command: [sh, -c, '"
        + script
        + "']\n    volumeMounts:\n"
        + mounts;
  }

  private static String showing(String... files) {
    return "for each in "
        + String.join(" ", files)
        + "; do stat -L -c %a $each; cat $each; echo; done";
  }

  /** Contents, modes, paths, several volumes; for root, for another user, and with a group. */
  void areReadAsTheyAreAskedFor(Stage stage) {
    make(stage, "data", "value-1");
    String all =
        volume("plain", NONE, NONE)
            + volume("closed", NONE, ", defaultMode: 256")
            + volume("mapped", MAPPED.formatted(NONE), NONE)
            + volume("precise", MAPPED.formatted(", mode: 256"), NONE);
    String open = volume("plain", NONE, NONE) + volume("mapped", MAPPED.formatted(NONE), NONE);
    String user = "securityContext: {runAsUser: 1000%s}\n";
    String never = "restartPolicy: Never\n";
    String openFiles = showing("/plain/data-1", "/mapped/path/to/data-2");
    stage.pod(
        "root",
        reading(
            all,
            showing(
                "/plain/data-1",
                "/closed/data-1",
                "/mapped/path/to/data-2",
                "/precise/path/to/data-2"),
            never));
    stage.pod("user", reading(open, openFiles, never + user.formatted(NONE)));
    stage.pod(
        "group",
        reading(
            volume("closed", NONE, ", defaultMode: 288"),
            showing("/closed/data-1"),
            never + user.formatted(", fsGroup: 1001")));

    assertThat(stage.outputOf("root"))
        .isEqualTo("644\nvalue-1\n400\nvalue-1\n644\nvalue-2\n400\nvalue-2\n");
    assertThat(stage.outputOf("user")).isEqualTo("644\nvalue-1\n644\nvalue-2\n");
    assertThat(stage.outputOf("group")).isEqualTo("440\nvalue-1\n");
  }

  /** What comes, changes or goes while a pod runs does so in its files. */
  void followTheirObjects(Stage stage) {
    make(stage, "changed", "value-1");
    make(stage, "removed", "value-1");
    String volumes = optional("created") + optional("changed") + optional("removed");
    stage.readyPod("one", reading(volumes, "sleep 100000", NONE));
    assertThat(read(stage, "changed")).isEqualTo("value-1");
    assertThat(read(stage, "created")).isEmpty();

    make(stage, "created", "value-3");
    make(stage, "changed", "value-2");
    remove(stage);
    stage.until("the new one is there", () -> read(stage, "created").equals("value-3"));
    stage.until("the change is there", () -> read(stage, "changed").equals("value-2"));
    stage.until("the removed one is gone", () -> read(stage, "removed").isEmpty());
    assertThat(stage.container("one").restartCount()).isZero();
  }

  private void remove(Stage stage) {
    var options = io.kubelette.api.DeleteOptions.defaults();
    var type =
        kind.equals("Secret")
            ? io.kubelette.model.ResourceType.SECRET
            : io.kubelette.model.ResourceType.CONFIG_MAP;
    stage.api().delete(type, stage.namespace(), "removed", options);
  }

  private static String read(Stage stage, String volume) {
    return stage.shell("one", "cat /" + volume + "/data-1 2>/dev/null || true");
  }
}
