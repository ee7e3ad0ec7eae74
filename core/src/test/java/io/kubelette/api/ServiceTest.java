package io.kubelette.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.kubelette.model.IPAddress;
import io.kubelette.model.IntOrString;
import io.kubelette.model.ResourceType;
import io.kubelette.model.Service;
import io.kubelette.model.ServiceSpec;
import io.kubelette.store.MemoryStore;
import io.kubelette.store.Revision;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ServiceTest {

  private final TestCluster cluster = TestCluster.create();
  private final ApiServer api = cluster.api;

  @Test
  void aServiceGetsTheDefaultsOfKubernetesAndAnAddress() {
    ServiceSpec spec = api.create(service("a", "ports: [{port: 80}]")).spec();

    assertThat(spec.type()).isEqualTo("ClusterIP");
    assertThat(spec.sessionAffinity()).isEqualTo("None");
    assertThat(spec.internalTrafficPolicy()).isEqualTo("Cluster");
    assertThat(spec.ipFamilies()).containsExactly("IPv4");
    assertThat(spec.ipFamilyPolicy()).isEqualTo("SingleStack");
    assertThat(spec.ports().get(0).protocol()).isEqualTo("TCP");
    assertThat(spec.ports().get(0).targetPort()).isEqualTo(IntOrString.of(80));
    assertThat(spec.clusterIP()).startsWith("127.96.7.");
    assertThat(spec.clusterIPs()).containsExactly(spec.clusterIP());
  }

  @Test
  void anAddressIsAnObjectThatNamesItsService() {
    Service service = api.create(service("a", "ports: [{port: 80}]"));
    IPAddress address = api.get(ResourceType.IP_ADDRESS, "", service.spec().clusterIP());

    assertThat(address.spec().parentRef().resource()).isEqualTo("services");
    assertThat(address.spec().parentRef().namespace()).isEqualTo("default");
    assertThat(address.spec().parentRef().name()).isEqualTo("a");
  }

  @Test
  void apiServersThatShareAStoreGiveOutEachAddressOnce() {
    ApiServer other =
        ApiServer.over(
            cluster.store,
            ApiConfig.defaults().withServiceAddresses(AddressRange.parse("127.96.7.0/29")));
    Set<String> addresses = new HashSet<>();
    for (int i = 0; i < 6; i++) {
      ApiServer one = i % 2 == 0 ? api : other;
      addresses.add(one.create(service("s" + i, "ports: [{port: 80}]")).spec().clusterIP());
    }

    assertThat(addresses).hasSize(6).doesNotContain("127.96.7.0", "127.96.7.7");
    assertThatExceptionOfType(ApiException.class)
        .isThrownBy(() -> api.create(service("s6", "ports: [{port: 80}]")))
        .withMessage("failed to allocate a serviceIP: range is full (127.96.7.0/29)");
  }

  @Test
  void theSameServicesGetTheSameAddressesInANewStore() {
    String first = api.create(service("a", "ports: [{port: 80}]")).spec().clusterIP();
    ApiServer fresh =
        ApiServer.over(
            MemoryStore.create(),
            ApiConfig.defaults().withServiceAddresses(AddressRange.parse("127.96.7.0/29")));
    assertThat(fresh.create(service("a", "ports: [{port: 80}]")).spec().clusterIP())
        .isEqualTo(first);
  }

  @Test
  void aDeletedServiceGivesItsAddressBack() {
    api.create(service("a", "{clusterIP: 127.96.7.3, ports: [{port: 80}]}"));
    api.delete(ResourceType.SERVICE, "default", "a", DeleteOptions.defaults());

    assertThat(api.list(Query.of(ResourceType.IP_ADDRESS)).items()).isEmpty();
    api.create(service("b", "{clusterIP: 127.96.7.3, ports: [{port: 80}]}"));
  }

  @Test
  void aRefusedServiceKeepsNoAddress() {
    api.create(service("a", "ports: [{port: 80}]"));
    assertThatExceptionOfType(ApiException.class)
        .isThrownBy(() -> api.create(service("a", "ports: [{port: 80}]")))
        .withMessage("services \"a\" already exists");
    assertThat(api.list(Query.of(ResourceType.IP_ADDRESS)).items()).hasSize(1);

    assertThatExceptionOfType(ApiException.class)
        .isThrownBy(() -> api.create(service("a", "{clusterIP: 127.96.7.3, ports: [{port: 80}]}")))
        .withMessage("services \"a\" already exists");
    assertThat(api.list(Query.of(ResourceType.IP_ADDRESS)).items()).hasSize(1);
  }

  @Test
  void theAddressOfALiveServiceOutlivesASecondOneOfItsName() {
    String same = "{clusterIP: 127.96.7.3, ports: [{port: 80}]}";
    api.create(service("a", same));
    assertThatExceptionOfType(ApiException.class)
        .isThrownBy(() -> api.create(service("a", same)))
        .withMessage("services \"a\" already exists");

    assertThat(api.list(Query.of(ResourceType.IP_ADDRESS)).items()).hasSize(1);
  }

  @Test
  void anAddressWhoseServiceNeverCameToBeIsTakenOverByTheNextOfItsName() {
    Service first = api.create(service("a", "{clusterIP: 127.96.7.3, ports: [{port: 80}]}"));
    Revision revision = Revision.of(String.valueOf(first.metadata().resourceVersion()));
    // As after a crash between the two writes: the address is claimed, the service is not there.
    cluster.store.delete(ResourceType.SERVICE, "default", "a", revision);

    api.create(service("a", "{clusterIP: 127.96.7.3, ports: [{port: 80}]}"));
    api.delete(ResourceType.SERVICE, "default", "a", DeleteOptions.defaults());

    assertThat(api.list(Query.of(ResourceType.IP_ADDRESS)).items()).isEmpty();
  }

  @Test
  void anAddressCanBeChosen() {
    Service chosen = api.create(service("a", "{clusterIP: 127.96.7.3, ports: [{port: 80}]}"));
    assertThat(chosen.spec().clusterIP()).isEqualTo("127.96.7.3");
    assertThatExceptionOfType(ApiException.class)
        .isThrownBy(() -> api.create(service("b", "{clusterIP: 127.96.7.3, ports: [{port: 80}]}")))
        .withMessage(
            "Service \"b\" is invalid: spec.clusterIPs: Invalid value: [\"127.96.7.3\"]: failed to"
                + " allocate IP 127.96.7.3: provided IP is already allocated");
    assertThatExceptionOfType(ApiException.class)
        .isThrownBy(() -> api.create(service("b", "{clusterIP: 10.0.0.1, ports: [{port: 80}]}")))
        .withMessageContaining("The range of valid IPs is 127.96.7.0/29")
        .satisfies(refusal -> assertThat(refusal.kind()).isEqualTo(ApiException.Kind.INVALID));
  }

  @Test
  void aHeadlessServiceHasNoAddress() {
    Service headless = api.create(service("a", "{clusterIP: None, selector: {app: a}}"));
    assertThat(headless.spec().clusterIPs()).containsExactly("None");
    assertThat(api.list(Query.of(ResourceType.IP_ADDRESS)).items()).isEmpty();
    api.delete(ResourceType.SERVICE, "default", "a", DeleteOptions.defaults());
  }

  @Test
  void anUpdateKeepsTheAddress() {
    Service first = api.create(service("a", "ports: [{port: 80}]"));
    Service updated = api.update(service("a", "ports: [{port: 81}]"));

    assertThat(updated.spec().clusterIP()).isEqualTo(first.spec().clusterIP());
    assertThat(updated.spec().ports().get(0).port()).isEqualTo(81);
    assertThat(updated.metadata().generation()).isEqualTo(2);
    assertThatExceptionOfType(ApiException.class)
        .isThrownBy(() -> api.update(service("a", "{clusterIP: None, ports: [{port: 80}]}")))
        .withMessage(
            "Service \"a\" is invalid: spec.clusterIPs[0]: Invalid value: \"None\": may not change"
                + " once set");
  }

  @Test
  void aServiceThatBecomesAnExternalNameGivesItsAddressBackAndMayTakeOneAgain() {
    api.create(service("a", "ports: [{port: 80}]"));
    Service external = api.update(service("a", "{type: ExternalName, externalName: a.example}"));

    assertThat(external.spec().clusterIP()).isNull();
    assertThat(api.list(Query.of(ResourceType.IP_ADDRESS)).items()).isEmpty();
    Service back = api.update(service("a", "ports: [{port: 80}]"));
    assertThat(back.spec().clusterIP()).startsWith("127.96.7.");
    assertThat(api.list(Query.of(ResourceType.IP_ADDRESS)).items()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          selector: {app: a}|spec.ports: Required value
          ports: [{}]|spec.ports[0].port: Invalid value: 0: must be between 1 and 65535, inclusive
          ports: [{port: 80, name: a}, {port: 81}]|spec.ports[1].name: Required value
          ports: [{port: 80, name: A}]|spec.ports[0].name: Invalid value: "A"
          ports: [{port: 80, name: a}, {port: 81, name: a}]|spec.ports[1].name: Duplicate value: "a"
          ports: [{port: 80, name: a}, {port: 80, name: b}]|spec.ports[1]: Duplicate value: "TCP/80"
          ports: [{port: 80, protocol: HTTP}]|spec.ports[0].protocol: Unsupported value: "HTTP"
          ports: [{port: 80, targetPort: 70000}]|spec.ports[0].targetPort: Invalid value: 70000
          ports: [{port: 80, targetPort: "80"}]|spec.ports[0].targetPort: Invalid value: "80": must contain at least one letter
          ports: [{port: 80, nodePort: 30000}]|spec.ports[0].nodePort: Forbidden: may not be used when `type` is 'ClusterIP'
          {type: Mine, ports: [{port: 80}]}|spec.type: Unsupported value: "Mine": supported values: "ClusterIP", "ExternalName", "LoadBalancer", "NodePort"
          {sessionAffinity: Mine, ports: [{port: 80}]}|spec.sessionAffinity: Unsupported value: "Mine"
          {selector: {a: "b c"}, ports: [{port: 80}]}|spec.selector: Invalid value: "b c"
          {clusterIP: here, ports: [{port: 80}]}|spec.clusterIPs[0]: Invalid value: "here": must be a valid IP address
          {clusterIP: None, type: NodePort, ports: [{port: 80}]}|spec.clusterIPs[0]: Invalid value: "None": may not be set to 'None' for NodePort services
          {ipFamilies: [IPv6], ports: [{port: 80}]}|spec.ipFamilies[0]: Invalid value: "IPv6": not configured on this cluster
          type: ExternalName|spec.externalName: Required value
          """)
  void everyMutationHasItsFault(String spec, String fault) {
    assertThatExceptionOfType(ApiException.class)
        .isThrownBy(() -> api.create(service("a", spec)))
        .satisfies(refusal -> assertThat(refusal.fieldErrors()).hasSize(1))
        .withMessageStartingWith("Service \"a\" is invalid: " + fault);
  }

  @Test
  void namesBeginWithALetter() {
    assertThatExceptionOfType(ApiException.class)
        .isThrownBy(() -> api.create(service("1a", "ports: [{port: 80}]")))
        .withMessageStartingWith(
            "Service \"1a\" is invalid: metadata.name: Invalid value: \"1a\": a DNS-1035 label");
  }

  @Test
  void whatIsNotActedOnIsWarnedOf() {
    Applied applied =
        api.apply(
            List.of(
                service("a", "{ipFamilies: [IPv4], ports: [{port: 80}]}"),
                service("b", "{type: ExternalName, externalName: example.org}")));
    assertThat(applied.warnings())
        .contains(
            "services \"a\": spec.ipFamilies is kept but not acted on",
            "services \"b\": spec.type ExternalName is kept but not served: it is a DNS alias, and"
                + " there is no cluster DNS");
  }

  private static Service service(String name, String spec) {
    return TestCluster.object(
        Service.class,
        "apiVersion: v1\nkind: Service\nmetadata: {name: %s}\nspec:\n%s"
            .formatted(name, spec.indent(2)));
  }
}
