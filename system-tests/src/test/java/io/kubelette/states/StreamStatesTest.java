package io.kubelette.states;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubelette.api.PodAttachment;
import io.kubelette.runtime.ContainerRuntimeException.Kind;
import io.kubelette.runtime.Outputs;
import io.kubelette.runtime.PodStats;
import io.kubelette.runtime.StandardStreams;
import io.kubelette.runtime.fake.Fault;
import io.kubelette.runtime.fake.RuntimeCall.Operation;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

/** What is read from a pod and said to it, and does not come through. */
final class StreamStatesTest extends StateNode {

  private final ByteArrayOutputStream output = new ByteArrayOutputStream();

  @AfterEach
  void forgetTheScript() {
    runtime.clearFaults();
  }

  @BeforeAll
  void aPod() {
    pod("talks");
    awaitReady("talks");
    runtime.pod("default", "talks").container("main").print("hello\n");
  }

  private String logs() {
    return node.pods().logs(key("talks"), null);
  }

  @State("a log that cannot be read")
  void logsFail() {
    runtime
        .whenContainer("default", "talks", "main")
        .call(Operation.LOGS)
        .times(1)
        .fails(Kind.TRANSIENT, "the log is gone");
    assertThatThrownBy(this::logs).hasMessage("the log is gone");
    assertThat(logs()).isEqualTo("hello\n");
  }

  @State("a log that is long in coming")
  void logsHang() {
    Fault slow = runtime.whenContainer("default", "talks", "main").call(Operation.LOGS).hangs();
    CompletableFuture<String> read = CompletableFuture.supplyAsync(this::logs);
    Awaitility.await().atMost(PATIENCE).until(() -> slow.strikes() == 1);
    assertThat(read).isNotDone();
    slow.lift();
    assertThat(read.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join()).isEqualTo("hello\n");
  }

  @State("a command that cannot be begun")
  void execFails() {
    runtime.whenContainer("default", "talks", "main").execFails(Kind.REJECTED, "no exec here");
    assertThatThrownBy(() -> node.pods().run(key("talks"), null, List.of("date")))
        .hasMessage("no exec here");
  }

  @State("a command that ends as it should not")
  void execReturns() {
    runtime.whenContainer("default", "talks", "main").execReturns(3, "no such file");
    runtime.whenContainer("default", "talks", "main").execTakes(Duration.ofMillis(20));
    var result = node.pods().run(key("talks"), null, List.of("cat", "x"));
    assertThat(result.exitCode()).isEqualTo(3);
    assertThat(result.err()).isEqualTo("no such file");
  }

  @State("an attachment that is refused")
  void attachFails() {
    runtime
        .whenContainer("default", "talks", "main")
        .call(Operation.ATTACH)
        .fails(Kind.REJECTED, "no attach here");
    assertThatThrownBy(
            () ->
                node.pods()
                    .attach(
                        new PodAttachment(key("talks"), null, StandardStreams.OUTPUT_ONLY),
                        Outputs.merged(output)))
        .hasMessage("no attach here");
  }

  @State("a port that cannot be forwarded")
  void connectFails() {
    runtime
        .whenPod("default", "talks")
        .call(Operation.CONNECT)
        .fails(Kind.TRANSIENT, "no way into the pod");
    assertThatThrownBy(() -> node.pods().connect(key("talks"), 8080))
        .hasMessage("no way into the pod");
  }

  @State("statistics, and none")
  void statsAreSaidAndFail() {
    runtime.pod("default", "talks").container("main").usesMemory(64 << 20);
    runtime
        .whenPod("default", "talks")
        .call(Operation.STATS)
        .times(1)
        .fails(Kind.TRANSIENT, "no numbers");
    assertThatThrownBy(() -> node.pods().stats(key("talks"))).hasMessage("no numbers");
    PodStats stats = node.pods().stats(key("talks"));
    assertThat(stats.containers().get(0).memory().workingSet()).isEqualTo(64 << 20);
  }
}
