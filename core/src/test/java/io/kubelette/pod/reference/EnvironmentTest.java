package io.kubelette.pod.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubelette.conformance.Row;
import io.kubelette.model.ConfigMapEnvSource;
import io.kubelette.model.ConfigMapKeySelector;
import io.kubelette.model.Container;
import io.kubelette.model.EnvFromSource;
import io.kubelette.model.EnvVar;
import io.kubelette.model.EnvVarSourceBuilder;
import io.kubelette.model.ObjectFieldSelector;
import io.kubelette.model.Quantity;
import io.kubelette.model.ResourceFieldSelector;
import io.kubelette.model.ResourceRequirements;
import io.kubelette.model.SecretEnvSource;
import io.kubelette.model.SecretKeySelector;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a container finds in its environment. */
final class EnvironmentTest {

  private static EnvVar value(String name, String value) {
    return new EnvVar(name, value, null);
  }

  private static EnvVar field(String name, String path) {
    var source = EnvVarSourceBuilder.builder().fieldRef(new ObjectFieldSelector("v1", path));
    return new EnvVar(name, null, source.build());
  }

  private static EnvVar configKey(String name, String object, String key, Boolean optional) {
    var selector = new ConfigMapKeySelector(object, key, optional);
    return new EnvVar(name, null, EnvVarSourceBuilder.builder().configMapKeyRef(selector).build());
  }

  private static EnvVar secretKey(String name, String object, String key, Boolean optional) {
    var selector = new SecretKeySelector(object, key, optional);
    return new EnvVar(name, null, EnvVarSourceBuilder.builder().secretKeyRef(selector).build());
  }

  private static EnvFromSource allOfConfigMap(String prefix, String name, Boolean optional) {
    return new EnvFromSource(prefix, new ConfigMapEnvSource(name, optional), null);
  }

  private static EnvFromSource allOfSecret(String prefix, String name, Boolean optional) {
    return new EnvFromSource(prefix, null, new SecretEnvSource(name, optional));
  }

  private static Map<String, String> env(KnownObjects objects, UnaryOperator<Container> change) {
    Container container = change.apply(Samples.container());
    PodPlace place = Samples.place(spec -> spec.withContainers(List.of(container)));
    return Environment.of(place, container, objects);
  }

  private static Map<String, String> env(EnvVar... variables) {
    return env(KnownObjects.of(), container -> container.withEnv(List.of(variables)));
  }

  @Test
  @Row("K13-02")
  void refersToEarlierVariablesOnly() {
    assertThat(
            env(
                value("EARLY", "$(LATE)"),
                value("LATE", "late"),
                value("BOTH", "$(EARLY)-$(LATE)-$(NONE)"),
                value("LITERAL", "$$(LATE)")))
        .containsExactly(
            Map.entry("EARLY", "$(LATE)"),
            Map.entry("LATE", "late"),
            Map.entry("BOTH", "$(LATE)-late-$(NONE)"),
            Map.entry("LITERAL", "$(LATE)"));
  }

  @Test
  @Row("K13-02")
  void refersToWholeObjectsAndServicesToo() {
    KnownObjects objects =
        KnownObjects.of(
            Samples.configMap("settings", "LEVEL", "debug"),
            Samples.service("db", "127.96.0.9", Samples.port("", "TCP", 5432)));

    assertThat(
            env(
                objects,
                container ->
                    container
                        .withEnvFrom(List.of(allOfConfigMap(null, "settings", null)))
                        .withEnv(List.of(value("URL", "$(DB_SERVICE_HOST)/$(LEVEL)")))))
        .containsEntry("URL", "127.96.0.9/debug");
  }

  @Test
  @Row("K13-02")
  void whatComesFromElsewhereIsNotExpanded() {
    KnownObjects objects = KnownObjects.of(Samples.configMap("settings", "key", "$(NAME)"));

    assertThat(
            env(
                objects,
                container ->
                    container.withEnv(
                        List.of(value("NAME", "n"), configKey("X", "settings", "key", null)))))
        .containsEntry("X", "$(NAME)");
  }

  @Test
  @Row("K13-01")
  void laterObjectsWinThenVariablesThenNothingOfTheServicesThatIsTaken() {
    KnownObjects objects =
        KnownObjects.of(
            Samples.configMap("one", "A", "one", "B", "one", "C", "one"),
            Samples.secret("two", "B", "two", "C", "two", "DB_SERVICE_PORT", "mine"),
            Samples.service("db", "127.96.0.9", Samples.port("", "TCP", 5432)));

    Map<String, String> env =
        env(
            objects,
            container ->
                container
                    .withEnvFrom(
                        List.of(allOfConfigMap(null, "one", null), allOfSecret(null, "two", null)))
                    .withEnv(List.of(value("C", "three"))));

    assertThat(env)
        .containsEntry("A", "one")
        .containsEntry("B", "two")
        .containsEntry("C", "three")
        .containsEntry("DB_SERVICE_PORT", "mine")
        .containsEntry("DB_SERVICE_HOST", "127.96.0.9");
  }

  @Test
  void theLaterOfTwoOfOneNameWinsAndMayReferToTheEarlier() {
    assertThat(env(value("PATH", "/bin"), value("PATH", "$(PATH):/more")))
        .containsExactly(Map.entry("PATH", "/bin:/more"));
  }

  @Test
  void aVariableWithoutAValueIsEmpty() {
    assertThat(env(new EnvVar("EMPTY", null, null))).containsExactly(Map.entry("EMPTY", ""));
  }

  @Test
  @Row("K13-03")
  void aPrefixStandsBeforeEveryKey() {
    KnownObjects objects =
        KnownObjects.of(
            Samples.configMap("one", "a.b-c", "text"), Samples.secret("two", "KEY", "secret"));

    assertThat(
            env(
                objects,
                container ->
                    container.withEnvFrom(
                        List.of(
                            allOfConfigMap("P_", "one", null), allOfSecret("S_", "two", null)))))
        .containsExactly(Map.entry("P_a.b-c", "text"), Map.entry("S_KEY", "secret"));
  }

  @Test
  @Row("K13-04")
  void whatIsOptionalAndMissingIsLeftOut() {
    KnownObjects objects = KnownObjects.of(Samples.configMap("here"), Samples.secret("there"));

    assertThat(
            env(
                objects,
                container ->
                    container
                        .withEnvFrom(
                            List.of(
                                allOfConfigMap(null, "none", true),
                                allOfSecret(null, "none", true)))
                        .withEnv(
                            List.of(
                                configKey("A", "none", "k", true),
                                configKey("B", "here", "k", true),
                                secretKey("C", "none", "k", true),
                                secretKey("D", "there", "k", true)))))
        .isEmpty();
  }

  @Test
  @Row("K13-04")
  void whatIsMissingIsSaidInKubernetesWords() {
    KnownObjects objects = KnownObjects.of(Samples.configMap("here"), Samples.secret("there"));

    assertThatThrownBy(() -> env(configKey("A", "x", "k", null)))
        .isInstanceOf(ReferenceException.class)
        .hasMessage("configmap \"x\" not found");
    assertThatThrownBy(() -> env(secretKey("A", "x", "k", false)))
        .hasMessage("secret \"x\" not found");
    assertThatThrownBy(
            () -> env(objects, c -> c.withEnv(List.of(configKey("A", "here", "k", null)))))
        .hasMessage("couldn't find key k in ConfigMap default/here");
    assertThatThrownBy(
            () -> env(objects, c -> c.withEnv(List.of(secretKey("A", "there", "k", null)))))
        .hasMessage("couldn't find key k in Secret default/there");
    assertThatThrownBy(
            () -> env(objects, c -> c.withEnvFrom(List.of(allOfSecret(null, "x", null)))))
        .hasMessage("secret \"x\" not found");
    assertThatThrownBy(
            () -> env(objects, c -> c.withEnvFrom(List.of(allOfConfigMap(null, "x", null)))))
        .hasMessage("configmap \"x\" not found");
  }

  @ParameterizedTest(name = "{0} is {1}")
  @Row("K13-05")
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
    assertThat(env(field("X", path))).containsExactly(Map.entry("X", expected));
  }

  @ParameterizedTest(name = "{0} in units of {1} is {2}")
  @Row("K13-06")
  @CsvSource({
    "limits.cpu, '', 2",
    "limits.cpu, 1m, 1250",
    "requests.cpu, '', 1",
    "requests.cpu, 1m, 250",
    "limits.memory, '', 67108864",
    "limits.memory, 1Mi, 64",
    "limits.memory, 1Gi, 1",
    "requests.memory, 1Mi, 64",
    "limits.ephemeral-storage, '', 0",
    "requests.ephemeral-storage, 1Ki, 0"
  })
  void tellsAContainerOfItsResources(String resource, String divisor, String expected) {
    assertThat(
            env(
                KnownObjects.of(),
                container ->
                    container
                        .withResources(
                            new ResourceRequirements(
                                Map.of(
                                    "cpu", Quantity.parse("1250m"),
                                    "memory", Quantity.parse("64Mi")),
                                Map.of("cpu", Quantity.parse("250m")),
                                List.of()))
                        .withEnv(List.of(resource("X", resource, divisor)))))
        .containsExactly(Map.entry("X", expected));
  }

  @Test
  @Row("K13-06")
  void aLimitThatIsNotSetIsWhatTheNodeOffers() {
    assertThat(env(resource("CPU", "limits.cpu", ""), resource("MEM", "limits.memory", "1Gi")))
        .containsExactly(Map.entry("CPU", "4"), Map.entry("MEM", "8"));
    assertThat(env(resource("CPU", "requests.cpu", "1m"))).containsEntry("CPU", "0");
  }

  private static EnvVar resource(String name, String resource, String divisor) {
    Quantity unit = divisor.isEmpty() ? null : Quantity.parse(divisor);
    var selector = new ResourceFieldSelector(null, resource, unit);
    return new EnvVar(name, null, EnvVarSourceBuilder.builder().resourceFieldRef(selector).build());
  }

  @Test
  @Row("K13-07")
  void tellsAContainerOfTheServicesOfItsNamespace() {
    KnownObjects objects =
        KnownObjects.of(
            Samples.service(
                "my-db",
                "127.96.0.9",
                Samples.port("sql", "TCP", 5432),
                Samples.port("stats-1", "UDP", 9999)),
            Samples.service("headless", "None", Samples.port("", "TCP", 1)));

    assertThat(env(objects, container -> container))
        .containsExactlyInAnyOrderEntriesOf(
            Map.ofEntries(
                Map.entry("MY_DB_SERVICE_HOST", "127.96.0.9"),
                Map.entry("MY_DB_SERVICE_PORT", "5432"),
                Map.entry("MY_DB_SERVICE_PORT_SQL", "5432"),
                Map.entry("MY_DB_SERVICE_PORT_STATS_1", "9999"),
                Map.entry("MY_DB_PORT", "tcp://127.96.0.9:5432"),
                Map.entry("MY_DB_PORT_5432_TCP", "tcp://127.96.0.9:5432"),
                Map.entry("MY_DB_PORT_5432_TCP_PROTO", "tcp"),
                Map.entry("MY_DB_PORT_5432_TCP_PORT", "5432"),
                Map.entry("MY_DB_PORT_5432_TCP_ADDR", "127.96.0.9"),
                Map.entry("MY_DB_PORT_9999_UDP", "udp://127.96.0.9:9999"),
                Map.entry("MY_DB_PORT_9999_UDP_PROTO", "udp"),
                Map.entry("MY_DB_PORT_9999_UDP_PORT", "9999"),
                Map.entry("MY_DB_PORT_9999_UDP_ADDR", "127.96.0.9")));
  }

  @Test
  @Row("K13-07")
  void withoutServiceLinksOnlyKubernetesIsTold() {
    Container container = Samples.container();
    PodPlace place = Samples.place(spec -> spec.withEnableServiceLinks(false));
    KnownObjects objects =
        KnownObjects.of(
            Samples.service("db", "127.96.0.9", Samples.port("", "TCP", 5432)),
            Samples.service("kubernetes", "127.96.0.1", Samples.port("https", "TCP", 443)));

    assertThat(Environment.of(place, container, objects))
        .containsEntry("KUBERNETES_SERVICE_HOST", "127.96.0.1")
        .doesNotContainKey("DB_SERVICE_HOST");
  }

  @Test
  void aSourceThatNobodyReadsIsRefused() {
    assertThatThrownBy(() -> env(new EnvVar("X", null, EnvVarSourceBuilder.builder().build())))
        .isInstanceOf(ReferenceException.class)
        .hasMessageContaining("use fieldRef");
  }
}
