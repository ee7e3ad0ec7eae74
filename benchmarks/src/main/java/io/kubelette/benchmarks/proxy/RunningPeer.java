package io.kubelette.benchmarks.proxy;

import io.kubelette.benchmarks.proxy.Forward.Door;
import io.kubelette.loop.Clock;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A peer that listens: a process, or nothing at all.
 *
 * @param peer which one
 * @param forwards what it does
 * @param process what is ended afterwards
 */
record RunningPeer(Peer peer, List<Forward> forwards, @Nullable Process process)
    implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMillis(20);

  /** Of {@code /proc/N/stat}: user, system, and those of children that have ended. */
  private static final int FIRST_TIME = 11;

  private static final double TICKS_PER_SECOND = 100;

  /** Starts a peer, and waits until it listens. */
  static RunningPeer start(Peer peer, Targets targets, Path folder) throws IOException {
    List<Forward> forwards = targets.forwards();
    if (peer == Peer.DIRECT) {
      return new RunningPeer(peer, forwards, null);
    }
    Process process =
        peer.command(forwards, folder)
            .directory(folder.toFile())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(folder.resolve(peer + ".err").toFile())
            .start();
    RunningPeer running = new RunningPeer(peer, forwards, process);
    for (int attempt = 0; attempt < 500 && process.isAlive(); attempt++) {
      if (running.listens()) {
        return running;
      }
    }
    running.close();
    throw new IOException(peer + " does not start: see " + folder.resolve(peer + ".err"));
  }

  /** Where the load connects. */
  InetSocketAddress address(Door door) {
    Forward forward = forwards.stream().filter(one -> one.door() == door).findFirst().orElseThrow();
    return process == null ? forward.endpoints().get(0) : forward.listening();
  }

  /** The seconds of processor time that it and its children have used. */
  double cpuSeconds() {
    return processes()
        .mapToDouble(
            handle -> {
              String stat = read(handle, "stat");
              String[] fields = stat.substring(stat.lastIndexOf(')') + 1).trim().split(" ");
              double ticks = 0;
              for (int i = FIRST_TIME; i < FIRST_TIME + 4 && i < fields.length; i++) {
                ticks += Double.parseDouble(fields[i]);
              }
              return ticks / TICKS_PER_SECOND;
            })
        .sum();
  }

  /** The memory that it and its children have touched and kept, in KiB. */
  double residentKilobytes() {
    return processes()
        .mapToDouble(
            handle ->
                read(handle, "status")
                    .lines()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")))
                    .sum())
        .sum();
  }

  @Override
  public void close() {
    if (process == null) {
      return;
    }
    List<ProcessHandle> children = process.descendants().toList();
    process.destroy();
    try {
      if (!process.waitFor(2, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    children.forEach(ProcessHandle::destroyForcibly);
  }

  private Stream<ProcessHandle> processes() {
    return process == null
        ? Stream.empty()
        : Stream.concat(Stream.of(process.toHandle()), process.descendants());
  }

  private static String read(ProcessHandle handle, String file) {
    try {
      return Files.readString(Path.of("/proc", Long.toString(handle.pid()), file));
    } catch (IOException ended) {
      return "";
    }
  }

  private boolean listens() {
    InetSocketAddress address = address(Door.STREAM);
    try (Socket socket = new Socket(address.getAddress(), address.getPort())) {
      return socket.isConnected();
    } catch (IOException notYet) {
      try {
        Clock.system().sleep(PATIENCE);
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
      }
      return false;
    }
  }
}
