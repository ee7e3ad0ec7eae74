package io.kubelette.proxy.nio;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubelette.service.Protocol;
import io.kubelette.service.Route;
import io.kubelette.service.RoutingTable;
import io.kubelette.service.ServicePortName;
import io.kubelette.service.TcpBackend;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** A proxy in a JVM of its own, whose limit of open files is small. */
@EnabledOnOs(OS.LINUX)
@Timeout(60)
class DescriptorExhaustionTest {

  private static final int LIMIT = 120;

  @Test
  void pausesWhileThereIsNoDescriptorAndServesAgainAfterwards() throws Exception {
    Process proxy = startProxy();
    try (BufferedReader told =
            new BufferedReader(
                new InputStreamReader(proxy.getInputStream(), StandardCharsets.UTF_8));
        TcpBackend echo = TcpBackend.echo()) {
      proxy.outputWriter().append(echo.address().getPort() + "\n").flush();
      InetSocketAddress web = new InetSocketAddress("127.0.0.1", Integer.parseInt(told.readLine()));
      List<Socket> crowd = new ArrayList<>();
      for (int i = 0; i < LIMIT; i++) {
        crowd.add(new Socket(web.getAddress(), web.getPort()));
      }
      assertThat(crowd.stream().filter(DescriptorExhaustionTest::echoes).count())
          .isBetween(10L, LIMIT / 2L);
      for (Socket client : crowd) {
        client.close();
      }
      try (Socket client = new Socket(web.getAddress(), web.getPort())) {
        client.setSoTimeout(10_000);
        assertThat(echoes(client)).isTrue();
      }
      proxy.outputWriter().append("end\n").flush();
      assertThat(Integer.parseInt(told.readLine())).as("pauses").isPositive();
      assertThat(proxy.waitFor(10, TimeUnit.SECONDS)).isTrue();
      assertThat(proxy.exitValue()).isZero();
    } finally {
      proxy.destroyForcibly();
    }
  }

  private static boolean echoes(Socket client) {
    try {
      client.setSoTimeout(Math.max(client.getSoTimeout(), 50));
      client.getOutputStream().write('x');
      return client.getInputStream().read() == 'x';
    } catch (IOException turnedAwayOrWaiting) {
      return false;
    }
  }

  private static Process startProxy() throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String limited = "ulimit -n " + LIMIT + "; exec \"$0\" \"$@\"";
    return new ProcessBuilder(
            "sh",
            "-c",
            limited,
            java,
            "-cp",
            System.getProperty("java.class.path"),
            SmallProxy.class.getName())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  /** Reads the port of an endpoint, tells its own, and at the next line how often it paused. */
  static final class SmallProxy {

    private SmallProxy() {}

    public static void main(String[] none) throws IOException {
      BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
      ServicePortName web = ServicePortName.of("default", "web");
      InetSocketAddress any = new InetSocketAddress("127.0.0.1", 0);
      try (NioServiceProxy proxy = NioServiceProxy.create(NioProxyConfig.defaults().withLoops(1))) {
        InetSocketAddress endpoint =
            new InetSocketAddress("127.0.0.1", Integer.parseInt(in.readLine()));
        proxy.apply(new RoutingTable(List.of(Route.of(web, Protocol.TCP, any, List.of(endpoint)))));
        System.out.println(proxy.boundAddress(web).orElseThrow().getPort());
        in.readLine();
        System.out.println(proxy.counters().acceptPauses());
      }
    }
  }
}
