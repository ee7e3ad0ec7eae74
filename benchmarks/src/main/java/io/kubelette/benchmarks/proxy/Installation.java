package io.kubelette.benchmarks.proxy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The programs of the peers. */
final class Installation {

  private Installation() {}

  /** The peers that are asked for and can be had; says which cannot. */
  static List<Peer> available(Options options) throws IOException {
    List<Peer> wanted = Arrays.stream(Peer.values()).filter(options::wants).toList();
    Set<String> packages = new TreeSet<>();
    wanted.forEach(peer -> peer.missing().ifPresent(packages::addAll));
    if (!packages.isEmpty() && options.install() == Options.Missing.INSTALL) {
      install(packages);
    }
    List<Peer> available = new ArrayList<>();
    for (Peer peer : wanted) {
      if (peer.missing().isEmpty()) {
        available.add(peer);
      } else {
        System.out.printf(
            "%s is left out: --install would install %s%n", peer, peer.missing().get());
      }
    }
    return available;
  }

  private static void install(Set<String> packages) throws IOException {
    run(List.of("apt-get", "-qq", "update"));
    List<String> command =
        new ArrayList<>(List.of("apt-get", "-qq", "install", "-y", "--no-install-recommends"));
    command.addAll(packages);
    run(command);
    // Debian starts what it installs; the benchmark starts its own.
    for (String service : packages) {
      if (service.equals("haproxy") || service.equals("nginx")) {
        run(List.of("service", service, "stop"));
      }
    }
  }

  private static void run(List<String> command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
    builder.environment().put("DEBIAN_FRONTEND", "noninteractive");
    try {
      int code = builder.start().waitFor();
      if (code != 0) {
        System.out.printf("%s ended with %d%n", String.join(" ", command), code);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException(interrupted);
    }
  }
}
