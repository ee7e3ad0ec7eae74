package io.kubelette.benchmarks.api;

import io.kubelette.loop.Clock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

/**
 * An etcd of its own that writes to disk, reached as wrk can: by its JSON gateway.
 *
 * @param process what is ended afterwards
 * @param url where it listens
 */
record EtcdProcess(Process process, URI url) implements AutoCloseable {

  private static final Duration PAUSE = Duration.ofMillis(50);

  static EtcdProcess start(Path folder) throws IOException, InterruptedException {
    int port = freePort();
    URI clients = URI.create("http://127.0.0.1:" + port);
    URI peers = URI.create("http://127.0.0.1:" + freePort());
    Process process =
        new ProcessBuilder(
                "etcd",
                "--data-dir",
                folder.resolve("etcd").toString(),
                "--listen-client-urls",
                clients.toString(),
                "--advertise-client-urls",
                clients.toString(),
                "--listen-peer-urls",
                peers.toString(),
                "--initial-advertise-peer-urls",
                peers.toString(),
                "--initial-cluster",
                "default=" + peers)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    for (int attempt = 0; attempt < 200 && process.isAlive(); attempt++) {
      try (Socket socket = new Socket(InetAddress.getByName("127.0.0.1"), port)) {
        if (socket.isConnected()) {
          return new EtcdProcess(process, clients);
        }
      } catch (IOException notYet) {
        Clock.system().sleep(PAUSE);
      }
    }
    process.destroyForcibly();
    throw new IOException("etcd does not start");
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() {
    Processes.end(process);
  }
}
