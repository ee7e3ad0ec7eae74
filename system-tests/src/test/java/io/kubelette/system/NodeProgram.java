package io.kubelette.system;

import io.kubelette.Kubelette;
import io.kubelette.OnClose;
import io.kubelette.proxy.nio.NioServiceProxy;
import io.kubelette.runtime.docker.DockerRuntime;
import java.io.IOException;
import java.nio.file.Path;

/** A node in a process of its own, which lives until its standard input ends or it is killed. */
public final class NodeProgram {

  static final String READY = "READY";

  private NodeProgram() {}

  /** Takes the owner, the root directory and the image of its one pod. */
  public static void main(String... args) throws IOException {
    try (Kubelette node =
        Kubelette.builder()
            .runtime(DockerRuntime.connect())
            .proxy(NioServiceProxy.create())
            .owner(args[0])
            .root(Path.of(args[1]))
            .onClose(OnClose.REMOVE)
            .start()) {
      NodeFixture.apply(node, Manifest.pod("one", args[2]));
      System.out.println(READY);
      while (System.in.read() >= 0) {
        // Only the end of the input counts.
      }
    }
  }
}
