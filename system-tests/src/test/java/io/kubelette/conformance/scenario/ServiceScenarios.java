package io.kubelette.conformance.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubelette.api.Query;
import io.kubelette.model.EndpointPort;
import io.kubelette.model.ResourceType;
import io.kubelette.model.Service;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Services, and what pods have of the network. */
interface ServiceScenarios extends Scenes {

  private static void service(Stage stage, String name, String fields) {
    stage.apply(
        "apiVersion: v1\nkind: Service\nmetadata: {name: %s, namespace: NAMESPACE}\nspec: {%s}\n"
            .formatted(name, fields));
  }

  /** A server that a service selects by {@code tier: web}. */
  private static void server(Stage stage, String name) {
    Server.start(stage, name);
    stage.change(
        name,
        pod ->
            pod.withMetadata(
                pod.metadata().withLabels(java.util.Map.of("app", name, "tier", "web"))));
  }

  /** Address and port of all endpoints of a service. */
  private static Set<String> endpoints(Stage stage, String service) {
    return stage
        .api()
        .items(
            Query.of(ResourceType.ENDPOINT_SLICE)
                .in(stage.namespace())
                .labels("kubernetes.io/service-name=" + service))
        .stream()
        .flatMap(
            slice ->
                slice.endpoints().stream()
                    .flatMap(each -> each.addresses().stream())
                    .flatMap(address -> slice.ports().stream().map(port -> told(address, port))))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String told(String address, EndpointPort port) {
    return address + ":" + port.port() + "/" + port.protocol();
  }

  private static String get(String host, int port) {
    try (InputStream in = URI.create("http://" + host + ":" + port + "/").toURL().openStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static String get(InetSocketAddress address) {
    return get(address.getAddress().getHostAddress(), address.getPort());
  }

  @Scenario("Services should serve a basic endpoint from pods")
  default void aServiceLeadsToItsPods() {
    Stage stage = stage();
    service(stage, "web", "selector: {tier: web}, ports: [{port: 80, targetPort: web}]");
    server(stage, "one");
    server(stage, "two");
    stage.until("both are endpoints", () -> endpoints(stage, "web").size() == 2);
    InetSocketAddress address = stage.node().services().address(stage.namespace(), "web", "");
    Set<String> answers = new TreeSet<>();
    stage.until("both answer", () -> both(answers, get(address)));
    assertThat(answers).containsExactly("one", "two");

    stage.delete("one");
    stage.until("one is left", () -> endpoints(stage, "web").size() == 1);
    stage.delete("two");
    stage.until("none is left", () -> endpoints(stage, "web").isEmpty());
  }

  @Scenario({
    "Services should serve multiport endpoints from pods",
    "Services should serve endpoints on same port and different protocols"
  })
  default void aServiceHasSeveralPorts() {
    Stage stage = stage();
    service(
        stage,
        "web",
        "selector: {tier: web}, ports: [{name: a, port: 80, targetPort: 8080}, {name: b, port: 81,"
            + " targetPort: web}, {name: c, port: 80, protocol: UDP, targetPort: 8081}]");
    server(stage, "one");
    String ip = String.valueOf(stage.get("one").status().podIP());
    stage.until(
        "all ports are told",
        () -> endpoints(stage, "web").equals(Set.of(ip + ":8080/TCP", ip + ":8081/UDP")));
    assertThat(get(stage.node().services().address(stage.namespace(), "web", "a")))
        .isEqualTo("one");
    assertThat(get(stage.node().services().address(stage.namespace(), "web", "b")))
        .isEqualTo("one");
    assertThat(stage.node().services().find(stage.namespace(), "web", "c")).isPresent();
  }

  @Scenario({
    "Services should have session affinity work for service with type clusterIP",
    "Services should have session affinity work for NodePort service",
    "Services should be able to switch session affinity for service with type clusterIP",
    "Services should be able to switch session affinity for NodePort service"
  })
  default void aClientStaysWhereItWasUntilAffinityIsSwitchedOff() {
    Stage stage = stage();
    service(
        stage,
        "web",
        "type: NodePort, sessionAffinity: ClientIP, selector: {tier: web}, ports: [{port: 80,"
            + " targetPort: 8080}]");
    server(stage, "one");
    server(stage, "two");
    stage.until("both are endpoints", () -> endpoints(stage, "web").size() == 2);
    InetSocketAddress address = stage.node().services().address(stage.namespace(), "web", "");
    Service service = stage.api().get(ResourceType.SERVICE, stage.namespace(), "web");
    int nodePort = service.spec().ports().get(0).nodePort();
    Set<String> answers = new TreeSet<>();
    Set<String> nodeAnswers = new TreeSet<>();
    for (int i = 0; i < 6; i++) {
      answers.add(get(address));
      nodeAnswers.add(get("127.0.0.1", nodePort));
    }
    assertThat(answers).hasSize(1);
    assertThat(nodeAnswers).hasSize(1);

    stage
        .api()
        .update(
            stage
                .api()
                .get(ResourceType.SERVICE, stage.namespace(), "web")
                .withSpec(
                    service.spec().withSessionAffinity("None").withSessionAffinityConfig(null)));
    stage.until("both answer", () -> both(answers, get(address)));
    stage.until("both answer there, too", () -> both(nodeAnswers, get("127.0.0.1", nodePort)));
  }

  private static boolean both(Set<String> answers, String next) {
    answers.add(next);
    return answers.size() == 2;
  }

  @Scenario(
      "Services should support a Service with multiple ports specified in multiple EndpointSlices")
  default void slicesOfOnesOwnAreServed() {
    Stage stage = stage();
    Server server = Server.start(stage, "one");
    service(stage, "web", "ports: [{name: a, port: 80}, {name: b, port: 81}]");
    for (String port : new String[] {"a", "b"}) {
      stage.apply(
          """
          apiVersion: discovery.k8s.io/v1
          kind: EndpointSlice
          metadata:
            name: web-%s
            namespace: NAMESPACE
            labels: {kubernetes.io/service-name: web}
          addressType: IPv4
          endpoints: [{addresses: [%s]}]
          ports: [{name: %s, port: 8080, protocol: TCP}]
          """
              .formatted(port, server.address(), port));
    }
    assertThat(get(stage.node().services().address(stage.namespace(), "web", "a")))
        .isEqualTo("one");
    assertThat(get(stage.node().services().address(stage.namespace(), "web", "b")))
        .isEqualTo("one");
  }

  @Scenario("DNS should support configurable pod DNS nameservers")
  default void aPodSaysWhereNamesAreLookedUp() {
    String dns =
        "dnsPolicy: None\ndnsConfig: {nameservers: [1.1.1.1], searches: [resolv.conf.local]}\n";
    String container =
        "containers: [{name: main, image: IMAGE, command: [cat, /etc/resolv.conf]}]\n";
    assertThat(stage().output("one", dns + container))
        .contains("nameserver 1.1.1.1\n", "search resolv.conf.local\n");
  }

  @Scenario(
      "HostPort validates that there is no conflict between pods with same hostPort but different hostIP and protocol")
  default void aPortOfTheHostIsSharedByAddressAndProtocol() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    Stage stage = stage();
    String ports = "ports: [{containerPort: 8080, hostPort: %d, hostIP: %s, protocol: %s}]";
    String declared = "ports: [{name: web, containerPort: 8080}]";
    stage.pod("one", Server.SPEC.replace(declared, ports.formatted(port, "127.0.0.1", "TCP")));
    stage.pod("two", Server.SPEC.replace(declared, ports.formatted(port, "127.0.0.2", "TCP")));
    stage.pod("three", Server.SPEC.replace(declared, ports.formatted(port, "127.0.0.2", "UDP")));
    for (String pod : new String[] {"one", "two", "three"}) {
      stage.awaitReady(pod);
    }
    stage.until("the first answers", () -> answers("127.0.0.1", port, "one"));
    stage.until("the second answers", () -> answers("127.0.0.2", port, "two"));
  }

  private static boolean answers(String host, int port, String name) {
    try {
      return get(host, port).equals(name);
    } catch (UncheckedIOException notYet) {
      return false;
    }
  }
}
