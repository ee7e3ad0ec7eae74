package io.kubelette.kubectl;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubelette.Kubelette;
import io.kubelette.KubeletteBuilder;
import io.kubelette.api.Pods;
import io.kubelette.api.http.ApiHttpServer;
import io.kubelette.api.http.ApiHttpServerBuilder;
import io.kubelette.pod.PodManagerConfig;
import io.kubelette.proxy.nio.NioServiceProxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** One node with its API over HTTP for all tests of a class, and a namespace for each. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@KubectlTest
abstract class KubectlContract {

  static final Duration PATIENCE = Running.PATIENCE;

  final Ground ground;
  Path home;
  Kubelette node;
  ApiHttpServer http;
  String namespace;

  /** In the namespace of the test. */
  Kubectl kubectl;

  private Kubectl root;
  private int tests;

  KubectlContract(Ground ground) {
    this.ground = ground;
  }

  @BeforeAll
  void start(@TempDir Path folder) {
    home = folder;
    node =
        make(Kubelette.builder()
                .runtime(ground.runtime())
                .proxy(NioServiceProxy.create())
                .owner("kubectl-" + UUID.randomUUID().toString().substring(0, 8))
                .pods(PodManagerConfig.forTests()))
            .start();
    http = serve(ApiHttpServer.over(node.api()).node(node.name(), node.pods())).start();
    root = new Kubectl(http.url(), home);
  }

  /** Says more about the node. */
  KubeletteBuilder make(KubeletteBuilder builder) {
    return builder;
  }

  /** Says more about the server. */
  ApiHttpServerBuilder serve(ApiHttpServerBuilder builder) {
    return builder;
  }

  @AfterAll
  void close() {
    http.close();
    node.close();
  }

  @BeforeEach
  void enterNamespace() {
    tests++;
    namespace = "test-" + tests;
    node.apply("apiVersion: v1\nkind: Namespace\nmetadata: {name: " + namespace + "}\n");
    root.runs().clear();
    kubectl = root.in(namespace);
  }

  @AfterEach
  void everyFormWasRun(TestInfo test) {
    Form forms = test.getTestMethod().orElseThrow().getAnnotation(Form.class);
    assertThat(forms.value()).allSatisfy(form -> assertThat(root.ran(form)).as(form).isTrue());
  }

  /** A pod whose one container runs a script. */
  String pod(String name, String script) {
    return """
        apiVersion: v1
        kind: Pod
        metadata: {name: %1$s, labels: {app: %1$s}}
        spec:
          terminationGracePeriodSeconds: 1
          containers:
          - {name: main, image: "%2$s", command: [sh, -c, "%3$s"]}
        """
        .formatted(name, ground.image(), script);
  }

  /** A pod that serves its name at a port. */
  String web(String name) {
    return pod(name, "mkdir /www; echo " + name + " > /www/index.html; httpd -f -p 8080 -h /www")
            .stripTrailing()
            .replaceFirst("}$", ", ports: [{name: http, containerPort: 8080}]}")
        + "\n";
  }

  /** Makes objects in the test's namespace and waits until its pods are ready. */
  void ready(String manifest) {
    applied(manifest);
    node.await(Pods.ready(namespace, ""), PATIENCE);
  }

  /** Makes objects in the test's namespace. */
  void applied(String manifest) {
    node.apply(
        manifest.replaceAll("(?m)^metadata: \\{", "metadata: {namespace: " + namespace + ", "));
  }

  /** A field of an object. */
  String field(String object, String path) {
    return kubectl.run("get", object, "-o", "jsonpath=" + path);
  }
}
