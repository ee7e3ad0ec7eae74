package io.kubelette.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubelette.Kubelette;
import io.kubelette.api.Pods;
import io.kubelette.proxy.nio.NioServiceProxy;
import io.kubelette.runtime.fake.FakeRuntime;
import io.kubelette.runtime.fake.Programs;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A user's test: a node without an engine, a pod behind a service, and what it answers. */
class GreeterTest {

  private Kubelette node;

  @BeforeEach
  void start() {
    FakeRuntime runtime = FakeRuntime.create().image("greeter:1", Programs.httpHello(8080));
    node = Kubelette.builder().runtime(runtime).proxy(NioServiceProxy.create()).start();
  }

  @AfterEach
  void stop() {
    node.close();
  }

  @Test
  void theGreeterAnswersThroughItsService() throws Exception {
    node.apply(
        """
        apiVersion: v1
        kind: Pod
        metadata: {name: greeter, labels: {app: greeter}}
        spec:
          containers: [{name: greeter, image: "greeter:1"}]
        ---
        apiVersion: v1
        kind: Service
        metadata: {name: greeter}
        spec:
          selector: {app: greeter}
          ports: [{name: http, port: 80, targetPort: 8080}]
        """);
    node.await(Pods.ready("default", "app=greeter"), Duration.ofSeconds(30));

    var greeter = node.services().address("default", "greeter", "http");

    assertThat(Requests.http(greeter)).isEqualTo("greeter");
  }
}
