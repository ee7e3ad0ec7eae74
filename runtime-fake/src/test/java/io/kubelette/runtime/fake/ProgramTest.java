package io.kubelette.runtime.fake;

import static io.kubelette.runtime.fake.FakePods.CONTAINER;
import static io.kubelette.runtime.fake.FakePods.NAMESPACE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubelette.runtime.ObservedContainer.Exit;
import io.kubelette.runtime.StopSignal;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ProgramTest {

  private static final int PORT = 8080;

  private final FakeRuntime runtime = FakeRuntime.create();
  private final FakePods pods = new FakePods(runtime);
  private final CountDownLatch begun = new CountDownLatch(1);

  @AfterEach
  void close() {
    runtime.close();
  }

  @Test
  void seesItsCommandEnvironmentAndPod() throws Exception {
    BlockingQueue<Object> seen = new LinkedBlockingQueue<>();
    runtime.image(
        "tool:1",
        container -> {
          seen.addAll(
              List.of(
                  container.args(),
                  container.env(),
                  container.hostname(),
                  container.name(),
                  container.attempt(),
                  container.pod().name()));
          return 0;
        });
    pods.run("web-0", "tool:1", List.of("tool", "-v"), Map.of("COLOUR", "blue"));
    pods.awaitExit("web-0");
    assertThat(seen)
        .containsExactly(
            List.of("tool", "-v"), Map.of("COLOUR", "blue"), "web-0", CONTAINER, 0, "web-0");
  }

  @Test
  void itsReturnValueIsTheExitCode() throws Exception {
    runtime.image("tool:1", container -> 3).image("done:1", container -> 256);
    pods.run("web-0", "tool:1");
    assertThat(pods.awaitExit("web-0")).extracting(Exit::code, Exit::reason).contains(3, "Error");
    pods.run("web-1", "done:1");
    assertThat(pods.awaitExit("web-1"))
        .extracting(Exit::code, Exit::reason)
        .contains(0, "Completed");
  }

  @Test
  void whatItThrowsIsExitOneWithATraceInTheLog() throws Exception {
    runtime.image(
        "tool:1",
        container -> {
          container.out().println("about to fail");
          throw new IllegalStateException("no database");
        });
    pods.run("web-0", "tool:1");
    assertThat(pods.awaitExit("web-0").code()).isEqualTo(1);
    assertThat(runtime.pod(NAMESPACE, "web-0").container(CONTAINER).log())
        .startsWith("about to fail\n")
        .contains("IllegalStateException: no database");
  }

  @Test
  void twoPodsServeOnePortOnTheirOwnAddresses() throws Exception {
    runtime.image("web:1", this::serveName);
    pods.run("web-0", "web:1");
    pods.run("web-1", "web:1");
    assertThat(read("web-0")).isEqualTo("web-0");
    assertThat(read("web-1")).isEqualTo("web-1");
  }

  @Test
  void answersDatagrams() throws Exception {
    runtime.image(
        "echo:1",
        container -> {
          try (DatagramSocket socket = container.listenUdp(PORT)) {
            begun.countDown();
            DatagramPacket packet = new DatagramPacket(new byte[100], 100);
            socket.receive(packet);
            socket.send(packet);
          }
          return 0;
        });
    pods.run("echo-0", "echo:1");
    await(begun);
    assertThat(send("echo-0", "hello")).isEqualTo("hello");
  }

  @Test
  void termEndsAProgramThatSaysNothingAboutIt() throws Exception {
    runtime.image("web:1", this::serveName);
    String id = pods.run("web-0", "web:1");
    await(begun);
    runtime.signal(id, StopSignal.TERMINATE);
    assertThat(pods.awaitExit("web-0").code()).isEqualTo(143);
  }

  @Test
  void aProgramThatWaitsForTheStopSignalEndsWithItsOwnCode() throws Exception {
    runtime.image(
        "worker:1",
        container -> {
          // A program that is told to end before it has asked about that meets the default.
          container.onStop(() -> {});
          begun.countDown();
          container.awaitStop();
          return container.isStopping() ? 7 : 8;
        });
    String id = pods.run("worker-0", "worker:1");
    await(begun);
    runtime.signal(id, StopSignal.TERMINATE);
    assertThat(pods.awaitExit("worker-0").code()).isEqualTo(7);
  }

  @Test
  void aStopActionTakesThePlaceOfTheDefault() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    runtime.image(
        "web:1",
        container -> {
          container.onStop(asked::countDown);
          return serveName(container);
        });
    String id = pods.run("web-0", "web:1");
    await(begun);
    runtime.signal(id, StopSignal.TERMINATE);
    await(asked);
    assertThat(read("web-0")).isEqualTo("web-0");
    runtime.signal(id, StopSignal.KILL);
    assertThat(pods.awaitExit("web-0").code()).isEqualTo(137);
  }

  @Test
  void killEndsTheContainerOfAThreadThatIgnoresItAndClosesItsSockets() throws Exception {
    CountDownLatch released = new CountDownLatch(1);
    runtime.image(
        "stubborn:1",
        container -> {
          ServerSocket socket = container.listen(PORT);
          begun.countDown();
          while (true) {
            try {
              released.await();
              return socket.isClosed() ? 0 : 1;
            } catch (InterruptedException ignored) {
              container.out().println("not now");
            }
          }
        });
    String id = pods.run("web-0", "stubborn:1");
    await(begun);
    InetSocketAddress address = address("web-0");
    runtime.signal(id, StopSignal.KILL);
    Exit exit = pods.awaitExit("web-0");
    assertThat(exit.code()).isEqualTo(137);
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(address);
    }
    released.countDown();
    assertThat(pods.exit("web-0")).isEqualTo(exit);
  }

  @Test
  void connectionsEndWithTheContainer() throws Exception {
    runtime.image(
        "web:1",
        container -> {
          container.listen(PORT).accept().getOutputStream().write('!');
          container.awaitStop();
          return 0;
        });
    String id = pods.run("web-0", "web:1");
    try (Socket client = Talk.with(runtime, "web-0", PORT).socket()) {
      assertThat(client.getInputStream().read()).isEqualTo('!');
      runtime.signal(id, StopSignal.KILL);
      assertThat(client.getInputStream().read()).isEqualTo(-1);
    }
  }

  @Test
  void whatItOpenedIsClosedWhenItEnds() throws Exception {
    CountDownLatch closed = new CountDownLatch(1);
    BlockingQueue<RunningContainer> past = new LinkedBlockingQueue<>();
    runtime.image(
        "tool:1",
        container -> {
          past.add(container);
          container.closeAtEnd(closed::countDown);
          return 0;
        });
    pods.run("web-0", "tool:1");
    pods.awaitExit("web-0");
    await(closed);
    assertThatThrownBy(() -> past.remove().listen(PORT)).isInstanceOf(IOException.class);
  }

  @Test
  void aTakenPortIsNamedInTheFailure() throws Exception {
    runtime.image(
        "greedy:1",
        container -> {
          container.listen(PORT);
          container.listen(PORT);
          return 0;
        });
    pods.run("web-0", "greedy:1");
    assertThat(pods.awaitExit("web-0").code()).isEqualTo(1);
    assertThat(runtime.pod(NAMESPACE, "web-0").container(CONTAINER).log(0))
        .contains("cannot bind port 8080 of " + address("web-0").getHostString());
  }

  @Test
  void theReadyMadeProgramsAnswerWithTheirPodsName() throws Exception {
    runtime.image("hello:1", Programs.httpHello(PORT)).image("echo:1", Programs.echoUdp(PORT));
    pods.run("hello-0", "hello:1");
    Talk idle = Talk.with(runtime, "hello-0", PORT);
    assertThat(Talk.with(runtime, "hello-0", PORT).say("GET / HTTP/1.1\r\n\r\n").read())
        .startsWith("HTTP/1.1 200 OK\r\n")
        .endsWith("\r\n\r\nhello-0");
    idle.socket().close();
    pods.run("echo-0", "echo:1");
    assertThat(send("echo-0", "ping")).isEqualTo("echo-0 ping");
  }

  private int serveName(RunningContainer container) throws IOException {
    ServerSocket server = container.listen(PORT);
    begun.countDown();
    while (true) {
      try (Socket client = server.accept()) {
        client.getOutputStream().write(container.pod().name().getBytes(StandardCharsets.UTF_8));
      }
    }
  }

  /** Sends the datagram until an answer comes: the program may not have bound its port yet. */
  private String send(String pod, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    DatagramPacket answer = new DatagramPacket(new byte[100], 100);
    try (DatagramSocket client = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      client.setSoTimeout(100);
      for (int tries = 0; tries < 100; tries++) {
        client.send(new DatagramPacket(bytes, bytes.length, address(pod)));
        try {
          client.receive(answer);
          return new String(answer.getData(), 0, answer.getLength(), StandardCharsets.UTF_8);
        } catch (SocketTimeoutException notYet) {
          continue;
        }
      }
    }
    throw new AssertionError("no answer from " + pod);
  }

  private String read(String pod) throws IOException {
    return Talk.with(runtime, pod, PORT).read();
  }

  private InetSocketAddress address(String pod) {
    return new InetSocketAddress(runtime.pod(NAMESPACE, pod).address().orElseThrow(), PORT);
  }

  private static void await(CountDownLatch latch) throws InterruptedException {
    assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
  }
}
