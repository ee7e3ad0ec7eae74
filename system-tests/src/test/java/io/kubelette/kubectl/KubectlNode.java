package io.kubelette.kubectl;

import io.kubelette.Kubelette;
import io.kubelette.api.http.ApiHttpServer;
import io.kubelette.pod.PodManagerConfig;
import io.kubelette.proxy.nio.NioServiceProxy;
import io.kubelette.runtime.fake.FakeRuntime;
import io.kubelette.runtime.fake.Programs;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A node on the fake runtime with its API over HTTP, and a kubectl that talks to it. */
abstract class KubectlNode {

  static final String POD =
      """
      apiVersion: v1
      kind: Pod
      metadata: {name: web, labels: {app: web}}
      spec:
        containers:
        - {name: web, image: "hello:1", ports: [{containerPort: 8080}]}
      """;

  @TempDir Path home;
  Kubelette node;
  ApiHttpServer http;
  Kubectl kubectl;

  @BeforeEach
  void start() {
    FakeRuntime runtime =
        FakeRuntime.create()
            .image("hello:1", Programs.httpHello(8080))
            .command(
                "echo",
                container -> {
                  container
                      .out()
                      .println(
                          String.join(" ", container.args().subList(1, container.args().size())));
                  return 0;
                })
            .command("fail", container -> 3)
            .command(
                "cat",
                container -> {
                  container.in().transferTo(container.out());
                  return 0;
                });
    node =
        Kubelette.builder()
            .runtime(runtime)
            .proxy(NioServiceProxy.create())
            .owner("kubectl-" + UUID.randomUUID().toString().substring(0, 8))
            .pods(PodManagerConfig.forTests())
            .start();
    http = ApiHttpServer.over(node.api()).node(node.name(), node.pods()).start();
    kubectl = new Kubectl(http.url(), home);
  }

  @AfterEach
  void close() {
    http.close();
    node.close();
  }

  /** A pod that serves a page, ready. */
  void web() {
    kubectl.run("create", "-f", kubectl.file("web.yaml", POD));
    kubectl.run("wait", "--for=condition=Ready", "pod/web", "--timeout=50s");
  }
}
