package io.kubelette;

import io.kubelette.api.ApiServer;
import io.kubelette.api.Applied;
import io.kubelette.api.Expectation;
import io.kubelette.api.PodAccess;
import io.kubelette.manifest.Document;
import io.kubelette.manifest.Manifests;
import io.kubelette.runtime.ContainerRuntime;
import io.kubelette.runtime.ObservedContainer;
import io.kubelette.runtime.ObservedSandbox;
import io.kubelette.runtime.PodObservation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A node that lives in this JVM: it runs pods on a container runtime and proxies their services.
 *
 * <pre>{@code
 * try (Kubelette node =
 *     Kubelette.builder()
 *         .runtime(FakeRuntime.create())
 *         .proxy(NioServiceProxy.create())
 *         .start()) {
 *   node.apply(Path.of("guestbook.yaml"));
 *   node.await(Pods.ready("default", "app=web"), Duration.ofSeconds(30));
 *   InetSocketAddress web = node.services().address("default", "web", "http");
 * }
 * }</pre>
 *
 * <p>Nothing is global: nodes in one JVM do not know of each other. Everything that was given to
 * the builder is closed with the node.
 *
 * <p>Thread-safe because its parts are; no method may be called on one of the node's own loops.
 */
public final class Kubelette implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Kubelette.class);

  private final Wiring wiring;
  private final Services services;

  Kubelette(Wiring wiring) {
    this.wiring = wiring;
    this.services = new Services(wiring.routing());
  }

  /** Begins to say what a node is made of. */
  public static KubeletteBuilder builder() {
    return new KubeletteBuilder();
  }

  /**
   * Removes every container and sandbox of an owner without starting a node: for what a crash left
   * behind. Blocks until it is done.
   */
  public static void sweep(ContainerRuntime runtime, String owner) {
    for (PodObservation pod : runtime.observe(owner)) {
      pod.containers().stream().map(ObservedContainer::id).forEach(runtime::removeContainer);
      pod.sandboxes().stream().map(ObservedSandbox::id).forEach(runtime::removeSandbox);
    }
  }

  /** The Node's name in the API. */
  public String name() {
    return wiring.nodeName();
  }

  /**
   * Applies every document of a YAML or JSON file: all are checked before anything is written. What
   * they ask for that is kept but not acted on is logged as a warning, and returned.
   *
   * @throws io.kubelette.manifest.ManifestException if the file is no good, naming document, line
   *     and field
   * @throws io.kubelette.api.ApiException if the API refuses an object
   */
  public Applied apply(Path manifest) {
    return apply(Manifests.read(manifest));
  }

  /** Applies every document of a text; {@link #apply(Path)} says more. */
  public Applied apply(String manifest) {
    return apply(Manifests.parse("manifest", manifest));
  }

  private Applied apply(List<Document> documents) {
    Applied applied = wiring.api().applyDocuments(documents);
    applied.warnings().forEach(warning -> LOG.warn("node={} {}", name(), warning));
    return applied;
  }

  /**
   * Waits until something holds.
   *
   * @throws io.kubelette.api.ApiException of kind {@code TIMEOUT}; its message says what is missing
   *     and why
   */
  public void await(Expectation expectation, Duration timeout) {
    wiring.api().await(expectation, timeout);
  }

  /** The API of this node: its objects, typed and in process. */
  public ApiServer api() {
    return wiring.api();
  }

  /** The containers of this node's pods: logs, commands, attachments, ports, statistics. */
  public PodAccess pods() {
    return wiring.pods();
  }

  /** The services of this node, and where to reach them. */
  public Services services() {
    return services;
  }

  /**
   * Ends the node; what becomes of its pods was said to the builder. Blocks until they are gone, at
   * most as long as the builder's close timeout. May be called twice.
   */
  @Override
  public void close() {
    wiring.close();
  }
}
