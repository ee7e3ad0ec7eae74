package io.kubelette.examples;

import io.kubelette.Kubelette;
import io.kubelette.KubeletteBuilder;
import io.kubelette.api.http.ApiHttpServer;
import io.kubelette.loop.NamedThreads;
import io.kubelette.model.ContainerPort;
import io.kubelette.model.Pod;
import io.kubelette.model.ResourceType;
import io.kubelette.proxy.nio.NioServiceProxy;
import io.kubelette.runtime.ContainerRuntime;
import io.kubelette.runtime.docker.DockerRuntime;
import io.kubelette.runtime.fake.FakeRuntime;
import io.kubelette.runtime.fake.RunningContainer;
import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

/** A node whose API is served over HTTP until the program is interrupted. */
record Serve(ServeOptions options, PrintStream out) {

  void run() throws InterruptedException {
    CompletableFuture<Kubelette> node = new CompletableFuture<>();
    KubeletteBuilder builder =
        Kubelette.builder().runtime(runtime(node)).proxy(NioServiceProxy.create()).owner("serve");
    options.manifests().ifPresent(builder::manifests);
    CountDownLatch ended = new CountDownLatch(1);
    CountDownLatch interrupted = untilInterrupted(ended);
    try (Kubelette started = builder.start()) {
      node.complete(started);
      try (ApiHttpServer http =
          ApiHttpServer.over(started.api())
              .node(started.name(), started.pods())
              .port(options.port())
              .start()) {
        out.println("serving " + http.url() + "; try");
        out.println("  kubectl --server=" + http.url() + " get nodes");
        interrupted.await();
      }
    } finally {
      ended.countDown();
    }
  }

  private ContainerRuntime runtime(CompletableFuture<Kubelette> node) {
    return switch (options.runtime()) {
      case "fake" ->
          FakeRuntime.create()
              .otherImages(new PageProgram(container -> ports(node.join(), container)));
      case "docker" -> DockerRuntime.connect();
      default -> throw new UsageException("--runtime is fake or docker, not " + options.runtime());
    };
  }

  /** The ports that a container declares in its pod. */
  private static List<Integer> ports(Kubelette node, RunningContainer container) {
    Pod pod = node.api().get(ResourceType.POD, container.pod().namespace(), container.pod().name());
    return pod.spec().containers().stream()
        .filter(one -> container.name().equals(one.name()))
        .flatMap(one -> one.ports().stream().map(ContainerPort::containerPort))
        .toList();
  }

  /** Opens when the program is told to end, which then waits for the node to be taken down. */
  private static CountDownLatch untilInterrupted(CountDownLatch ended) {
    CountDownLatch interrupted = new CountDownLatch(1);
    Thread hook =
        NamedThreads.single("serve-end")
            .newThread(
                () -> {
                  interrupted.countDown();
                  try {
                    ended.await();
                  } catch (InterruptedException impatient) {
                    Thread.currentThread().interrupt();
                  }
                });
    Runtime.getRuntime().addShutdownHook(hook);
    return interrupted;
  }
}
