package io.kubelette.conformance.scenario;

import static org.assertj.core.api.Assertions.assertThat;

/** Volumes that begin empty. */
interface EmptyDirScenarios extends Scenes {

  /** Writes a file of each mode into a volume of each medium, and shows what became of it. */
  private static String writing(String user) {
    return """
        restartPolicy: Never
        securityContext: {runAsUser: %s}
        volumes: [{name: disk, emptyDir: {}}, {name: memory, emptyDir: {medium: Memory}}]
        containers:
          - name: main
            image: IMAGE
            command: [sh, -c]
            args:
              - |
                id -u
                for volume in disk memory; do
                  stat -c %%a /$volume
                  for mode in 644 666 777; do
                    echo content > /$volume/$mode
                    chmod $mode /$volume/$mode
                    stat -c %%a:%%u /$volume/$mode
                    cat /$volume/$mode
                  done
                done
                stat -f -c %%T /memory
            volumeMounts: [{name: disk, mountPath: /disk}, {name: memory, mountPath: /memory}]
        """
        .formatted(user);
  }

  private static String written(String user) {
    String files = "644:%1$s\ncontent\n666:%1$s\ncontent\n777:%1$s\ncontent\n".formatted(user);
    return user + "\n777\n" + files + "777\n" + files + "tmpfs\n";
  }

  @Scenario({
    "EmptyDir volumes should support (root,0644,default)",
    "EmptyDir volumes should support (root,0666,default)",
    "EmptyDir volumes should support (root,0777,default)",
    "EmptyDir volumes should support (root,0644,tmpfs)",
    "EmptyDir volumes should support (root,0666,tmpfs)",
    "EmptyDir volumes should support (root,0777,tmpfs)",
    "EmptyDir volumes should support (non-root,0644,default)",
    "EmptyDir volumes should support (non-root,0666,default)",
    "EmptyDir volumes should support (non-root,0777,default)",
    "EmptyDir volumes should support (non-root,0644,tmpfs)",
    "EmptyDir volumes should support (non-root,0666,tmpfs)",
    "EmptyDir volumes should support (non-root,0777,tmpfs)",
    "EmptyDir volumes volume on default medium should have the correct mode",
    "EmptyDir volumes volume on tmpfs should have the correct mode"
  })
  default void everyUserWritesFilesOfEveryModeOnEveryMedium() {
    Stage stage = stage();
    stage.pod("root", writing("0"));
    stage.pod("user", writing("1001"));
    assertThat(stage.outputOf("root")).isEqualTo(written("0"));
    assertThat(stage.outputOf("user")).isEqualTo(written("1001"));
  }

  @Scenario({
    "EmptyDir volumes pod should support shared volumes between containers",
    "EmptyDir volumes pod should support memory backed volumes of specified size"
  })
  default void containersShareAVolumeOfTheSizeThatIsAskedFor() {
    Stage stage = stage();
    stage.readyPod(
        "one",
        """
        volumes:
          - {name: shared, emptyDir: {}}
          - {name: small, emptyDir: {medium: Memory, sizeLimit: 8Mi}}
        containers:
          - name: main
            image: IMAGE
            command: [sleep, '100000']
            volumeMounts: [{name: shared, mountPath: /here}, {name: small, mountPath: /small}]
          - name: other
            image: IMAGE
            command: [sh, -c, 'echo hello > /there/file; sleep 100000']
            volumeMounts: [{name: shared, mountPath: /there}]
        """);
    stage.until(
        "it is written", () -> stage.shell("one", "cat /here/file 2>&1 || true").equals("hello\n"));
    assertThat(stage.shell("one", "df -k /small | tail -1")).contains(" 8192 ");
  }
}
