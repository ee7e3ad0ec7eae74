package io.kubelette.examples;

import io.kubelette.Kubelette;
import io.kubelette.api.Pods;
import io.kubelette.api.Query;
import io.kubelette.model.Pod;
import io.kubelette.model.ResourceType;
import io.kubelette.proxy.nio.NioServiceProxy;
import io.kubelette.runtime.ContainerRuntime;
import io.kubelette.runtime.StopSignal;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Five pods, two services: requests are spread, a killed container comes back, nothing stays. */
final class Guestbook {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private Guestbook() {}

  static void run(GuestbookOptions options) throws IOException {
    ContainerRuntime runtime = options.connect();
    NioServiceProxy proxy = NioServiceProxy.create();
    try (Kubelette node = Kubelette.builder().runtime(runtime).proxy(proxy).start()) {
      node.apply(manifest(options.image()));
      node.await(Pods.ready("default", "app=web", 3), PATIENCE);
      node.await(Pods.ready("default", "app=stamp", 2), PATIENCE);
      for (Pod pod : node.api().list(Query.of(ResourceType.POD)).items()) {
        System.out.println(pod.metadata().name() + " is ready at " + pod.status().podIP());
      }
      InetSocketAddress web = node.services().address("default", "web", "http");
      InetSocketAddress stamp = node.services().address("default", "stamp", "stamp");
      System.out.println("60 pages from " + web + ": " + Requests.spread(Requests::http, web, 60));
      System.out.println(
          "20 stamps from " + stamp + ": " + Requests.spread(Requests::datagram, stamp, 20));
      System.out.println("killing web-1; " + heal(node, runtime, web));
    }
    System.out.println("done, nothing is left behind");
  }

  private static String manifest(String image) throws IOException {
    try (var yaml = Guestbook.class.getResourceAsStream("guestbook.yaml")) {
      return new String(yaml.readAllBytes(), StandardCharsets.UTF_8)
          .replace(GuestbookOptions.DEFAULT_IMAGE, image);
    }
  }

  private static Pod pod(Kubelette node, String name) {
    return node.api().get(ResourceType.POD, "default", name);
  }

  private static String heal(Kubelette node, ContainerRuntime runtime, InetSocketAddress web) {
    String id = pod(node, "web-1").status().containerStatuses().get(0).containerID();
    runtime.signal(id.substring(id.indexOf("://") + 3), StopSignal.KILL);
    int asked = 0;
    int failed = 0;
    while (!restarted(pod(node, "web-1"))) {
      asked++;
      try {
        Requests.http(web);
      } catch (IOException inFlight) {
        failed++;
      }
    }
    return "it came back while " + asked + " pages were asked for, of which " + failed + " failed";
  }

  private static boolean restarted(Pod pod) {
    var container = pod.status().containerStatuses().get(0);
    return container.restartCount() == 1 && container.ready();
  }
}
