package io.kubelette.pod;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubelette.model.EnvVar;
import io.kubelette.model.EnvVarSource;
import io.kubelette.model.EnvVarSourceBuilder;
import io.kubelette.model.ObjectFieldSelector;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a container finds in its environment, its command and its arguments. */
final class EnvironmentTest {

  private static EnvVar value(String name, String value) {
    return new EnvVar(name, value, null);
  }

  private static EnvVar field(String name, String path) {
    EnvVarSource source =
        EnvVarSourceBuilder.builder().fieldRef(new ObjectFieldSelector("v1", path)).build();
    return new EnvVar(name, null, source);
  }

  private static Map<String, String> env(Scene scene, EnvVar... variables) {
    scene.change("a", container -> container.withEnv(List.of(variables)));
    return Environment.of(scene.turn(), scene.outlook("a").container(), "10.1.0.7");
  }

  @Test
  void refersToEarlierVariablesOnly() {
    assertThat(
            env(
                Scene.empty(),
                value("EARLY", "$(LATE)"),
                value("LATE", "late"),
                value("BOTH", "$(EARLY)-$(LATE)-$(NONE)")))
        .containsExactly(
            Map.entry("EARLY", "$(LATE)"),
            Map.entry("LATE", "late"),
            Map.entry("BOTH", "$(LATE)-late-$(NONE)"));
  }

  @Test
  void theLaterOfTwoOfOneNameWinsAndMayReferToTheEarlier() {
    assertThat(env(Scene.empty(), value("PATH", "/bin"), value("PATH", "$(PATH):/more")))
        .containsExactly(Map.entry("PATH", "/bin:/more"));
  }

  @Test
  void aVariableWithoutAValueIsEmpty() {
    assertThat(env(Scene.empty(), new EnvVar("EMPTY", null, null)))
        .containsExactly(Map.entry("EMPTY", ""));
  }

  @Test
  void whatComesFromAFieldIsNotExpanded() {
    Scene scene =
        Scene.empty().metadata(metadata -> metadata.withAnnotations(Map.of("x", "$(NAME)")));

    assertThat(env(scene, value("NAME", "n"), field("X", "metadata.annotations['x']")))
        .containsEntry("X", "$(NAME)");
  }

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource({
    "metadata.name, web",
    "metadata.namespace, default",
    "metadata.uid, uid-1",
    "metadata.labels['app.kubernetes.io/name'], shop",
    "metadata.annotations['note'], hello",
    "metadata.labels['none'], ''",
    "spec.nodeName, node-1",
    "spec.serviceAccountName, robot",
    "status.hostIP, 10.0.0.1",
    "status.hostIPs, 10.0.0.1",
    "status.podIP, 10.1.0.7",
    "status.podIPs, 10.1.0.7"
  })
  void tellsAContainerOfItsPod(String path, String expected) {
    Scene scene =
        Scene.empty()
            .metadata(
                metadata ->
                    metadata
                        .withLabels(Map.of("app.kubernetes.io/name", "shop"))
                        .withAnnotations(Map.of("note", "hello")))
            .spec(spec -> spec.withServiceAccountName("robot"));

    assertThat(env(scene, field("X", path))).containsExactly(Map.entry("X", expected));
  }

  @Test
  void leavesOutWhatHasASourceThatNobodyReads() {
    EnvVarSource none = EnvVarSourceBuilder.builder().build();

    assertThat(env(Scene.empty(), new EnvVar("X", null, none), value("Y", "y")))
        .containsExactly(Map.entry("Y", "y"));
  }

  @Test
  void commandAndArgumentsReferToTheEnvironment() {
    Scene scene = Scene.empty().pulled("a", 0);
    scene.change(
        "a",
        container ->
            container
                .withEnv(List.of(value("WHO", "world")))
                .withCommand(List.of("greet", "$(WHO)"))
                .withArgs(List.of("$$(WHO)", "$(WHOM)"))
                .withWorkingDir("/srv"));

    PodAction.StartContainer start = (PodAction.StartContainer) scene.actions().get(0);

    assertThat(start.spec().command()).containsExactly("greet", "world");
    assertThat(start.spec().args()).containsExactly("$(WHO)", "$(WHOM)");
    assertThat(start.spec().workingDir()).isEqualTo("/srv");
    assertThat(start.spec().env()).containsExactly(Map.entry("WHO", "world"));
  }
}
