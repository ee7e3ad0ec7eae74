package io.kubelette.proxy.nio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.kubelette.loop.NamedThreads;
import io.kubelette.service.Protocol;
import io.kubelette.service.Route;
import io.kubelette.service.RoutingTable;
import io.kubelette.service.ServicePortName;
import io.kubelette.service.TcpBackend;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Programs that know nothing of the proxy work through it. Each test is skipped, with a line, where
 * its program is not installed.
 */
@Timeout(120)
class ForeignProgramsTest {

  private static final ServicePortName NAME = ServicePortName.of("default", "foreign");

  @TempDir Path directory;

  private final NioServiceProxy proxy = NioServiceProxy.create();

  @AfterEach
  void close() {
    proxy.close();
  }

  @Test
  void curlLoadsAPageAndUploadsAFile() throws IOException {
    ForeignProgram curl = ForeignProgram.installed("curl");
    try (TcpBackend web = TcpBackend.that(ForeignProgramsTest::answerRequests)) {
      InetSocketAddress frontend = serve(Protocol.TCP, web.address());
      Path file = directory.resolve("upload");
      Files.write(file, new byte[3 << 20]);
      String page = curl.run("-sS", "--max-time", "60", "-T", file.toString(), url(frontend));
      assertThat(page).isEqualTo("got 3145728");
    }
  }

  @Test
  void wrkKeepsItsConnectionsAndMissesNothing() throws IOException {
    ForeignProgram wrk = ForeignProgram.installed("wrk");
    try (TcpBackend web = TcpBackend.that(ForeignProgramsTest::answerRequests)) {
      InetSocketAddress frontend = serve(Protocol.TCP, web.address());
      String report = wrk.run("-t1", "-c16", "-d1s", url(frontend));
      assertThat(report).contains("requests in").doesNotContain("Socket errors");
    }
  }

  @Test
  void iperfSendsBothWays() throws IOException {
    ForeignProgram iperf = ForeignProgram.installed("iperf3");
    int port = freePort();
    Process server = iperf.start("-s", "-p", Integer.toString(port));
    try {
      ForeignProgram.awaitListening(port);
      InetSocketAddress frontend = serve(Protocol.TCP, local(port));
      for (String way : List.of("--format=m", "--reverse")) {
        String report =
            iperf.run(
                "-c",
                frontend.getHostString(),
                "-p",
                Integer.toString(frontend.getPort()),
                "-n",
                "64M",
                way);
        assertThat(report).contains("receiver");
      }
    } finally {
      server.destroy();
    }
  }

  @Test
  void redisAnswersItsBenchmark() throws IOException {
    ForeignProgram benchmark = ForeignProgram.installed("redis-benchmark");
    int port = freePort();
    Process server =
        ForeignProgram.installed("redis-server")
            .start("--port", Integer.toString(port), "--save", "", "--bind", "127.0.0.1");
    try {
      ForeignProgram.awaitListening(port);
      InetSocketAddress frontend = serve(Protocol.TCP, local(port));
      String report =
          benchmark.run(
              "-h",
              frontend.getHostString(),
              "-p",
              Integer.toString(frontend.getPort()),
              "-n",
              "5000",
              "-t",
              "set,get",
              "-q");
      assertThat(report).contains("SET:", "GET:", "requests per second");
    } finally {
      server.destroy();
    }
  }

  @Test
  void rsyncCopiesADirectory() throws IOException {
    ForeignProgram rsync = ForeignProgram.installed("rsync");
    Path from = Files.createDirectory(directory.resolve("from"));
    byte[] noise = new byte[1 << 20];
    new Random(7).nextBytes(noise);
    Files.write(from.resolve("noise"), noise);
    Path config = directory.resolve("rsyncd.conf");
    Files.writeString(
        config,
        "use chroot = no\nuid = 0\ngid = 0\n[files]\npath = " + from + "\nread only = true\n");
    int port = freePort();
    Process server = rsync.start("--daemon", "--no-detach", "--port=" + port, "--config=" + config);
    try {
      ForeignProgram.awaitListening(port);
      InetSocketAddress frontend = serve(Protocol.TCP, local(port));
      Path to = directory.resolve("to");
      String source = "rsync://" + frontend.getHostString() + ":" + frontend.getPort() + "/files/";
      rsync.run("-a", source, to + "/");
      assertThat(to.resolve("noise")).hasBinaryContent(noise);
    } finally {
      server.destroy();
    }
  }

  @Test
  void sshRunsACommandAndSendsItsInputToTheEnd() throws IOException {
    ForeignProgram ssh = ForeignProgram.installed("ssh");
    ForeignProgram daemon = ForeignProgram.installed("/usr/sbin/sshd");
    ForeignProgram keys = ForeignProgram.installed("ssh-keygen");
    assumeTrue(Files.isDirectory(Path.of("/run/sshd")), "sshd has no /run/sshd to work in");
    for (String key : List.of("host", "user")) {
      keys.run("-q", "-t", "ed25519", "-N", "", "-f", directory.resolve(key).toString());
    }
    Files.copy(directory.resolve("user.pub"), directory.resolve("authorized"));
    int port = freePort();
    Process server =
        daemon.start(
            "-D",
            "-f",
            "/dev/null",
            "-h",
            directory.resolve("host").toString(),
            "-p",
            Integer.toString(port),
            "-o",
            "ListenAddress=127.0.0.1",
            "-o",
            "StrictModes=no",
            "-o",
            "PidFile=none",
            "-o",
            "AuthorizedKeysFile=" + directory.resolve("authorized"));
    try {
      ForeignProgram.awaitListening(port);
      InetSocketAddress frontend = serve(Protocol.TCP, local(port));
      Path input = directory.resolve("input");
      Files.write(input, new byte[1 << 20]);
      String count =
          ssh.runWith(
              input,
              "-p",
              Integer.toString(frontend.getPort()),
              "-i",
              directory.resolve("user").toString(),
              "-o",
              "StrictHostKeyChecking=no",
              "-o",
              "UserKnownHostsFile=/dev/null",
              "-o",
              "BatchMode=yes",
              "-o",
              "LogLevel=ERROR",
              frontend.getHostString(),
              "wc -c");
      assertThat(count.strip()).isEqualTo("1048576");
    } finally {
      server.destroy();
    }
  }

  @Test
  void pgbenchRunsItsTransactions() throws IOException {
    ForeignProgram pgbench = ForeignProgram.installed("pgbench");
    ForeignProgram psql = ForeignProgram.installed("psql");
    int port = freePort();
    Process server = ForeignPostgres.start(directory, port);
    try {
      ForeignProgram.awaitListening(port);
      InetSocketAddress frontend = serve(Protocol.TCP, local(port));
      List<String> where =
          List.of(
              "-h",
              frontend.getHostString(),
              "-p",
              Integer.toString(frontend.getPort()),
              "-U",
              ForeignPostgres.USER);
      pgbench.run(with(where, "-i", "-q", "postgres"));
      assertThat(pgbench.run(with(where, "-c", "4", "-t", "25", "postgres")))
          .contains("number of transactions actually processed: 100/100");
      assertThat(
              psql.run(
                  with(where, "-At", "-c", "select count(*) from pgbench_history", "postgres")))
          .isEqualToIgnoringNewLines("100");
    } finally {
      server.destroy();
    }
  }

  @Test
  void aWebSocketTalksBothWays() throws Exception {
    try (TcpBackend server = TcpBackend.that(EchoWebSocket::talk)) {
      InetSocketAddress frontend = serve(Protocol.TCP, server.address());
      CompletableFuture<String> answer = new CompletableFuture<>();
      WebSocket socket =
          HttpClient.newHttpClient()
              .newWebSocketBuilder()
              .buildAsync(
                  URI.create(url(frontend).replace("http:", "ws:")),
                  new WebSocket.Listener() {
                    @Override
                    public CompletionStage<?> onText(
                        WebSocket from, CharSequence text, boolean last) {
                      answer.complete(text.toString());
                      return null;
                    }
                  })
              .get(30, TimeUnit.SECONDS);
      socket.sendText("hello", true);
      assertThat(answer.get(30, TimeUnit.SECONDS)).isEqualTo("hello");
      socket.abort();
    }
  }

  @Test
  void digAsksOverUdp() throws IOException {
    ForeignProgram dig = ForeignProgram.installed("dig");
    try (DatagramSocket dns = new DatagramSocket(0, InetAddress.getByName("127.0.0.1"))) {
      NamedThreads.single("dns").newThread(() -> refuseQuestions(dns)).start();
      InetSocketAddress frontend =
          serve(Protocol.UDP, (InetSocketAddress) dns.getLocalSocketAddress());
      String answer =
          dig.run(
              "@" + frontend.getHostString(),
              "-p",
              Integer.toString(frontend.getPort()),
              "+tries=1",
              "nobody.example");
      assertThat(answer).contains("status: NXDOMAIN");
    }
  }

  private static String[] with(List<String> first, String... more) {
    return Stream.concat(first.stream(), Stream.of(more)).toArray(String[]::new);
  }

  private InetSocketAddress serve(Protocol protocol, InetSocketAddress endpoint) {
    InetSocketAddress any = new InetSocketAddress("127.81.0.5", 0);
    proxy
        .apply(new RoutingTable(List.of(Route.of(NAME, protocol, any, List.of(endpoint)))))
        .toCompletableFuture()
        .join();
    return proxy.boundAddress(NAME).orElseThrow();
  }

  /** A web server that tells how many bytes it was sent. */
  private static void answerRequests(Socket socket) throws IOException {
    BufferedReader in =
        new BufferedReader(
            new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
    while (in.readLine() != null) {
      int length = 0;
      for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
        String lower = line.toLowerCase(Locale.ROOT);
        if (lower.startsWith("content-length:")) {
          length = Integer.parseInt(line.substring(15).strip());
        } else if (lower.startsWith("expect:")) {
          write(socket, "HTTP/1.1 100 Continue\r\n\r\n");
        }
      }
      for (int read = 0; read < length; read++) {
        in.read();
      }
      String page = "got " + length;
      write(socket, "HTTP/1.1 200 OK\r\nContent-Length: " + page.length() + "\r\n\r\n" + page);
    }
  }

  private static void write(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** A name server that knows nobody: the question comes back as an answer with that code. */
  private static void refuseQuestions(DatagramSocket dns) {
    try {
      while (true) {
        DatagramPacket packet = new DatagramPacket(new byte[4096], 4096);
        dns.receive(packet);
        packet.getData()[2] |= (byte) 0x80;
        packet.getData()[3] = 3;
        dns.send(packet);
      }
    } catch (IOException closed) {
      return;
    }
  }

  private static String url(InetSocketAddress server) {
    return "http://" + server.getHostString() + ":" + server.getPort() + "/";
  }

  private static InetSocketAddress local(int port) {
    return new InetSocketAddress("127.0.0.1", port);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      return socket.getLocalPort();
    }
  }
}
