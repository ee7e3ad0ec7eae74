package io.kubelette.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubelette.Kubelette;
import io.kubelette.api.Pods;
import io.kubelette.api.Query;
import io.kubelette.conformance.Row;
import io.kubelette.model.EndpointSlice;
import io.kubelette.model.Event;
import io.kubelette.model.ResourceType;
import io.kubelette.runtime.ContainerRuntime;
import io.kubelette.runtime.docker.DockerEngine;
import io.kubelette.runtime.docker.DockerOptions;
import io.kubelette.runtime.docker.DockerRuntime;
import io.kubelette.runtime.docker.DockerTest;
import io.kubelette.runtime.docker.PodReach;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Pods whose addresses lead nowhere from here are reached through their published ports. */
@DockerTest
final class DockerReachTest extends NodeFixture {

  private static final String SERVICE =
      """
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: web}
      spec:
        selector: {app: web}
        ports:
          - {name: http, port: 18771, targetPort: http}
          - {name: names, port: 18772, targetPort: 5353, protocol: UDP}
      """;

  @Override
  ContainerRuntime connect() {
    DockerOptions options = DockerOptions.defaults().withPodReach(PodReach.PUBLISHED);
    return HiddenPods.of(DockerRuntime.connect(options));
  }

  @Override
  String image() {
    return DockerEngine.busybox();
  }

  /** Says its name by HTTP at 8080, and by UDP at 5353. */
  private String server(String name) {
    String script =
        "mkdir /www; echo %1$s > /www/index.html; httpd -p 8080 -h /www;".formatted(name)
            + " exec udpsvd -E 0.0.0.0 5353 hostname";
    return "---\n"
        + Manifest.pod(name, image(), "sh, -c, '" + script + "'").replace("app: idle", "app: web")
        + "      ports: [{name: http, containerPort: 8080},"
        + " {containerPort: 5353, protocol: UDP}]\n";
  }

  @Test
  @Row("K16-06")
  void podsAreProbedAndServedThroughTheirPublishedPorts() {
    String probe = "      readinessProbe: {httpGet: {port: http}, periodSeconds: 1}\n";
    try (Kubelette node = node(owner).start()) {
      apply(node, SERVICE + server("first") + probe + server("second") + probe);
      assertThat(get(node, "first").status().podIP()).startsWith("192.0.2.");
      assertThat(node.api().items(Query.of(ResourceType.ENDPOINT_SLICE)))
          .flatExtracting(EndpointSlice::endpoints)
          .flatExtracting(endpoint -> endpoint.addresses())
          .allMatch(address -> address.startsWith("192.0.2."));

      InetSocketAddress http = node.services().address("default", "web", "http");
      Set<String> read = new HashSet<>();
      Expect.that("both answer", () -> read.addAll(fetch(http)) && read.size() == 2);
      assertThat(read).containsExactlyInAnyOrder("first", "second");
      InetSocketAddress names = node.services().address("default", "web", "names");
      Set<String> heard = new HashSet<>();
      Expect.that("both answer datagrams", () -> heard.addAll(ask(names)) && heard.size() == 2);
      assertThat(heard).containsExactlyInAnyOrder("first", "second");
    }
  }

  @Test
  @Row("K16-06")
  void aTcpProbeTellsWhoListensAlsoAtAPortThatIsNotDeclared() {
    String listens = "      readinessProbe: {tcpSocket: {port: 8080}, periodSeconds: 1}\n";
    String silent = "      readinessProbe: {tcpSocket: {port: http}, periodSeconds: 1}\n";
    try (Kubelette node = node(owner).start()) {
      node.apply(
          server("open").replace("8080}", "8079}")
              + listens
              + server("shut").replace("8080}", "8079}")
              + silent);
      Expect.that("it is ready", () -> Pods.isReady(get(node, "open")));
      awaitEvent(node, ":8079: connect: connection refused");
      assertThat(Pods.isReady(get(node, "shut"))).isFalse();
    }
  }

  @Test
  @Row("K16-06")
  void anHttpProbeOfAPortThatIsNotDeclaredSaysWhatToDo() {
    try (Kubelette node = node(owner).start()) {
      node.apply(
          "---\n"
              + Manifest.pod("mute", image())
              + "      readinessProbe: {httpGet: {port: 8080}, periodSeconds: 1}\n");
      awaitEvent(node, "port 8080 must stand among the ports of a container");
    }
  }

  private static void awaitEvent(Kubelette node, String words) {
    Expect.that(
        "an event says " + words,
        () ->
            node.api().items(Query.of(ResourceType.EVENT)).stream()
                .map(Event::message)
                .anyMatch(message -> String.valueOf(message).contains(words)));
  }

  /** Whoever answers; nobody if the connection ends without a word. */
  private static Set<String> fetch(InetSocketAddress at) {
    try (Socket socket = new Socket()) {
      socket.connect(at, 20_000);
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write("GET / HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      String answer =
          new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
      return answer.isEmpty() ? Set.of() : Set.of(answer.substring(answer.lastIndexOf('\n') + 1));
    } catch (IOException reset) {
      return Set.of();
    }
  }

  /** Whoever answers within half a second; a server may not listen yet. */
  private static Set<String> ask(InetSocketAddress at) {
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.connect(at);
      socket.setSoTimeout(500);
      socket.send(new DatagramPacket(new byte[] {'?'}, 1));
      DatagramPacket answer = new DatagramPacket(new byte[100], 100);
      socket.receive(answer);
      String name = new String(answer.getData(), 0, answer.getLength(), StandardCharsets.US_ASCII);
      return Set.of(name.strip());
    } catch (IOException notYet) {
      return Set.of();
    }
  }
}
