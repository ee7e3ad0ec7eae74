package io.kubelette.examples;

import io.kubelette.Kubelette;
import io.kubelette.api.Pods;
import io.kubelette.api.PullLines;
import io.kubelette.api.Query;
import io.kubelette.model.ContainerStatus;
import io.kubelette.model.ResourceType;
import io.kubelette.proxy.nio.NioServiceProxy;
import io.kubelette.runtime.ContainerRuntime;
import io.kubelette.runtime.StopSignal;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Five pods, two services: requests are spread, a killed container comes back, nothing stays. */
record Guestbook(GuestbookOptions options, PrintStream out) {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  void run() throws IOException {
    ContainerRuntime runtime = options.connect();
    NioServiceProxy proxy = NioServiceProxy.create();
    try (Kubelette node = Kubelette.builder().runtime(runtime).proxy(proxy).start()) {
      node.pods().watchPulls(PullLines.to(out));
      node.apply(manifest());
      node.await(Pods.ready("default", "app=web", 3), PATIENCE);
      node.await(Pods.ready("default", "app=stamp", 2), PATIENCE);
      for (var pod : node.api().list(Query.of(ResourceType.POD)).items()) {
        out.println(pod.metadata().name() + " is ready at " + pod.status().podIP());
      }
      var web = node.services().address("default", "web", "http");
      var stamp = node.services().address("default", "stamp", "stamp");
      out.println("60 pages from " + web + ": " + Requests.spread(Requests::http, web, 3, 60));
      out.println(
          "20 stamps from " + stamp + ": " + Requests.spread(Requests::datagram, stamp, 2, 20));
      String id = container(node).containerID();
      runtime.signal(id.substring(id.indexOf("://") + 3), StopSignal.KILL);
      out.println("killed web-1; " + Requests.until(() -> hasRestarted(container(node)), web));
    }
    out.println("done, nothing is left behind");
  }

  private String manifest() throws IOException {
    try (var yaml = Guestbook.class.getResourceAsStream("guestbook.yaml")) {
      return new String(yaml.readAllBytes(), StandardCharsets.UTF_8)
          .replace(GuestbookOptions.DEFAULT_IMAGE, options.image());
    }
  }

  private static ContainerStatus container(Kubelette node) {
    var pod = node.api().get(ResourceType.POD, "default", "web-1");
    return pod.status().containerStatuses().get(0);
  }

  private static boolean hasRestarted(ContainerStatus container) {
    return container.restartCount() == 1 && container.ready();
  }
}
