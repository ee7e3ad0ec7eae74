package io.kubelette.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.kubelette.Kubelette;
import io.kubelette.api.AddressRange;
import io.kubelette.api.CommandResult;
import io.kubelette.api.Query;
import io.kubelette.conformance.Row;
import io.kubelette.model.Event;
import io.kubelette.model.PodKey;
import io.kubelette.model.ResourceType;
import io.kubelette.model.Service;
import io.kubelette.model.ServicePort;
import io.kubelette.runtime.ContainerRuntime;
import io.kubelette.runtime.docker.DockerEngine;
import io.kubelette.runtime.docker.DockerRuntime;
import io.kubelette.runtime.docker.DockerTest;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Pods that call each other's services on a real engine. */
@DockerTest
final class DockerServicesTest extends NodeFixture {

  private static final String CALL =
      "wget -qO- http://$%1$s_SERVICE_HOST:$%1$s_SERVICE_PORT/index.html";

  @Override
  ContainerRuntime connect() {
    return DockerRuntime.connect();
  }

  @Override
  String image() {
    return DockerEngine.busybox();
  }

  /** Serves its name at a port. */
  private String server(String name, int port) {
    String script =
        "mkdir /www; echo %s > /www/index.html; exec httpd -f -p %d -h /www".formatted(name, port);
    return "---\n"
        + Manifest.pod(name, image(), "sh, -c, '" + script + "'").replace("app: idle", "app: web")
        + "      readinessProbe: {tcpSocket: {port: %d}, periodSeconds: 100}\n".formatted(port);
  }

  private static String service(String name, int port) {
    return """
        ---
        apiVersion: v1
        kind: Service
        metadata: {name: %s}
        spec: {selector: {app: web}, ports: [{port: %d, targetPort: 8080}]}
        """
        .formatted(name, port);
  }

  private static CommandResult call(Kubelette node, String pod, String service) {
    return shell(node, pod, CALL.formatted(service));
  }

  private static CommandResult shell(Kubelette node, String pod, String script) {
    return node.pods().run(PodKey.of("default", pod), "main", List.of("sh", "-c", script));
  }

  @Test
  @Row("K13-07")
  void aPodReachesAServiceByItsVariablesWhateverBecomesOfItsEndpoints() {
    try (Kubelette node = node(owner).start()) {
      apply(
          node,
          service("web", 18765)
              + server("first", 8080)
              + "---\n"
              + Manifest.pod("caller", image()));
      assertThat(call(node, "caller", "WEB")).isEqualTo(new CommandResult(0, "first\n", ""));
      assertThat(shell(node, "caller", "echo $WEB_SERVICE_PORT").out()).isEqualTo("18765\n");

      apply(node, server("second", 8080));
      node.api()
          .delete(ResourceType.POD, "default", "first", io.kubelette.api.DeleteOptions.defaults());
      Expect.that("the other answers", () -> call(node, "caller", "WEB").out().equals("second\n"));

      Service service = node.api().get(ResourceType.SERVICE, "default", "web");
      ServicePort port = service.spec().ports().get(0).withPort(18766);
      node.api().update(service.withSpec(service.spec().withPorts(List.of(port))));
      apply(node, "---\n" + Manifest.pod("late", image()));
      assertThat(call(node, "late", "WEB").out()).isEqualTo("second\n");
    }
  }

  @Test
  @Row("K13-07")
  void twoServicesOfOnePortAreBothReachedAndOneIsWarnedOf() {
    try (Kubelette node = node(owner).start()) {
      apply(
          node,
          service("one", 18767)
              + service("two", 18767)
              + server("first", 8080)
              + "---\n"
              + Manifest.pod("caller", image()));
      assertThat(call(node, "caller", "ONE").out()).isEqualTo("first\n");
      assertThat(call(node, "caller", "TWO").out()).isEqualTo("first\n");
      Expect.that(
          "a warning says what to use",
          () ->
              node.api().items(Query.of(ResourceType.EVENT)).stream()
                  .filter(event -> "PortNotBound".equals(event.reason()))
                  .map(Event::message)
                  .anyMatch(message -> message.contains("containers reach it at ")));
    }
  }

  @Test
  @Row("K16-02")
  void aPodReachesServicesByNameWhateverBecomesOfThem() {
    try (Kubelette node = node(owner).start()) {
      apply(node, server("first", 8080) + "---\n" + Manifest.pod("caller", image()));
      // The caller runs before there is a service.
      node.apply(service("shop", 18773));
      awaitAnswer(node, "shop:18773");
      for (String name : List.of("shop.default", "shop.default.svc.cluster.local")) {
        assertThat(fetch(node, name + ":18773")).isEqualTo("first\n");
      }

      Service shop = node.api().get(ResourceType.SERVICE, "default", "shop");
      ServicePort port = shop.spec().ports().get(0).withPort(18774);
      node.api().update(shop.withSpec(shop.spec().withPorts(List.of(port))));
      awaitAnswer(node, "shop:18774");

      // Of two services of one port one has a name, and the other one when that goes.
      node.apply(service("rival", 18774));
      awaitWarning(node, "rival");
      assertThat(shell(node, "caller", "cat /etc/hosts").out())
          .contains("\tshop\n")
          .doesNotContain("rival");
      node.api()
          .delete(
              ResourceType.SERVICE, "default", "shop", io.kubelette.api.DeleteOptions.defaults());
      awaitAnswer(node, "rival:18774");
      assertThat(shell(node, "caller", "cat /etc/hosts").out()).doesNotContain("shop");
    }
  }

  @Test
  @Row("K16-02")
  void servicesOfARangeOfTheHostHaveAddressesOfTheirOwnForContainersToo() throws Exception {
    // As root, which the README's tests are: the range is taken back.
    AddressRange range = AddressRange.parse("198.19.253.0/29");
    assumeThat(ip("add", range)).isZero();
    try (Kubelette node = node(owner).serviceRange(range).start()) {
      apply(
          node,
          service("one", 18775)
              + service("two", 18775)
              + server("first", 8080)
              + "---\n"
              + Manifest.pod("caller", image()));
      awaitAnswer(node, "one:18775");
      awaitAnswer(node, "two:18775");
      assertThat(shell(node, "caller", "echo $TWO_SERVICE_HOST").out())
          .isEqualTo(
              node.api().get(ResourceType.SERVICE, "default", "two").spec().clusterIP() + "\n");
      assertThat(call(node, "caller", "TWO").out()).isEqualTo("first\n");
    } finally {
      ip("del", range);
    }
  }

  @Test
  @Row("K16-02")
  void theNameOfAHeadlessServiceLeadsToItsReadyPods() {
    try (Kubelette node = node(owner).start()) {
      String headless = service("db", 8080).replace("spec: {", "spec: {clusterIP: None, ");
      String named =
          server("first", 8080).replace("spec:\n", "spec:\n  hostname: first\n  subdomain: db\n");
      apply(node, headless + named + "---\n" + Manifest.pod("caller", image()));
      for (String name : List.of("db", "db.default.svc", "first.db", "first.db.default.svc")) {
        awaitAnswer(node, name + ":8080");
      }
      apply(node, server("second", 8080));
      node.api()
          .delete(ResourceType.POD, "default", "first", io.kubelette.api.DeleteOptions.defaults());
      Expect.that("the name leads to who is left", () -> fetch(node, "db:8080").equals("second\n"));
      assertThat(shell(node, "caller", "cat /etc/hosts").out()).doesNotContain("first");
    }
  }

  private static int ip(String what, AddressRange range) throws Exception {
    return new ProcessBuilder("ip", "route", what, "local", range.toString(), "dev", "lo")
        .start()
        .waitFor();
  }

  private static void awaitAnswer(Kubelette node, String at) {
    Expect.that("a pod hears from " + at, () -> fetch(node, at).equals("first\n"));
  }

  private static String fetch(Kubelette node, String at) {
    return shell(node, "caller", "wget -qO- http://" + at + "/index.html").out();
  }

  private static void awaitWarning(Kubelette node, String service) {
    Expect.that(
        "a warning about " + service,
        () ->
            node.api().items(Query.of(ResourceType.EVENT)).stream()
                .filter(event -> "PortNotBound".equals(event.reason()))
                .anyMatch(event -> service.equals(event.involvedObject().name())));
  }

  @Test
  void aPodOnTheHostsNetworkReachesTheServicesOwnAddress() {
    try (Kubelette node = node(owner).policy(io.kubelette.api.PodPolicy.privileged()).start()) {
      apply(
          node,
          service("web", 18768)
              + server("first", 8080)
              + "---\n"
              + Manifest.pod("caller", image()).replace("spec:", "spec:\n  hostNetwork: true"));
      Service service = node.api().get(ResourceType.SERVICE, "default", "web");
      assertThat(shell(node, "caller", "echo $WEB_SERVICE_HOST").out())
          .isEqualTo(service.spec().clusterIP() + "\n");
      assertThat(call(node, "caller", "WEB")).isEqualTo(new CommandResult(0, "first\n", ""));
    }
  }
}
