package io.kubelette.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubelette.Kubelette;
import io.kubelette.KubeletteBuilder;
import io.kubelette.api.Pods;
import io.kubelette.model.ResourceType;
import io.kubelette.model.Service;
import io.kubelette.proxy.nio.NioServiceProxy;
import io.kubelette.runtime.fake.FakeRuntime;
import io.kubelette.runtime.fake.Programs;
import io.kubelette.service.TcpBackend;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Services of every kind on a whole node, with the fake runtime. */
@Timeout(120)
class ServiceKindsTest {

  private static final String POD =
      """
      apiVersion: v1
      kind: Pod
      metadata: {name: web-0, labels: {app: web}}
      spec:
        containers: [{name: web, image: "hello:1"}]
      ---
      """;

  private Kubelette node;

  @BeforeEach
  void start() {
    node = builder().start();
  }

  private static KubeletteBuilder builder() {
    return Kubelette.builder()
        .runtime(FakeRuntime.create().image("hello:1", Programs.httpHello(8080)))
        .proxy(NioServiceProxy.create());
  }

  @AfterEach
  void close() {
    node.close();
  }

  @Test
  void aLoadBalancerIsReachedAtItsAddressAndAtItsNodePort() throws IOException {
    Service web = serve("type: LoadBalancer", "port: 8080");
    String ingress = web.status().loadBalancer().ingress().get(0).ip();
    assertThat(get(ingress, 8080)).isEqualTo("web-0");
    assertThat(get("127.0.0.1", web.spec().ports().get(0).nodePort())).isEqualTo("web-0");
  }

  @Test
  void nodePortsStandWhereTheNodeSaysAlone() throws IOException {
    node.close();
    node = builder().nodePortAddresses(List.of(InetAddress.getByName("127.0.0.7"))).start();
    Service web = serve("type: NodePort", "port: 8080");
    int port = web.spec().ports().get(0).nodePort();
    assertThat(get("127.0.0.7", port)).isEqualTo("web-0");
    assertThatThrownBy(() -> get("127.0.0.1", port)).isInstanceOf(ConnectException.class);
  }

  @Test
  void aHealthCheckPortSaysThatTheNodeHasEndpoints() throws IOException {
    Service web = serve("type: LoadBalancer\n  externalTrafficPolicy: Local", "port: 8080");
    URI check = URI.create("http://127.0.0.1:" + web.spec().healthCheckNodePort() + "/");
    HttpURLConnection connection = (HttpURLConnection) check.toURL().openConnection();
    assertThat(connection.getResponseCode()).isEqualTo(200);
    connection.disconnect();
  }

  @Test
  void aNamedTargetPortIsThatOfTheContainer() throws IOException {
    node.apply(
        POD.replace(
                "image: \"hello:1\"",
                "image: \"hello:1\", ports: [{name: web, containerPort: 8080}]")
            + service("type: ClusterIP", "port: 9090, targetPort: web"));
    InetSocketAddress web = reachable();
    assertThat(get(web.getHostString(), web.getPort())).isEqualTo("web-0");
  }

  @Test
  void aServiceWithoutSelectorReachesTheEndpointsOfASlice() throws IOException {
    try (TcpBackend outside = TcpBackend.named("outside")) {
      node.apply(
          """
          apiVersion: v1
          kind: Service
          metadata: {name: web}
          spec:
            ports: [{name: http, port: 8080}]
          ---
          apiVersion: discovery.k8s.io/v1
          kind: EndpointSlice
          metadata: {name: web-by-hand, labels: {kubernetes.io/service-name: web}}
          addressType: IPv4
          ports: [{name: http, port: %d}]
          endpoints: [{addresses: [127.0.0.1]}]
          """
              .formatted(outside.address().getPort()));
      InetSocketAddress web = reachable();
      try (Socket client = new Socket(web.getAddress(), web.getPort())) {
        client.setSoTimeout(10_000);
        byte[] name = client.getInputStream().readNBytes(8);
        assertThat(new String(name, StandardCharsets.US_ASCII).strip()).isEqualTo("outside");
      }
    }
  }

  private Service serve(String spec, String port) {
    node.apply(POD + service(spec, port));
    node.await(Pods.ready("default", "app=web"), Duration.ofSeconds(30));
    reachable();
    return node.api().get(ResourceType.SERVICE, "default", "web");
  }

  private InetSocketAddress reachable() {
    return node.services().address("default", "web", "http");
  }

  private static String service(String spec, String port) {
    return """
    apiVersion: v1
    kind: Service
    metadata: {name: web}
    spec:
      %s
      selector: {app: web}
      ports: [{name: http, %s}]
    """
        .formatted(spec, port);
  }

  private static String get(String host, int port) throws IOException {
    URI page = URI.create("http://" + host + ":" + port + "/");
    try (InputStream answer = page.toURL().openStream()) {
      return new String(answer.readAllBytes(), StandardCharsets.UTF_8).strip();
    }
  }
}
