package io.kubelette.clients;

import io.kubelette.Kubelette;
import io.kubelette.api.http.ApiHttpServer;
import io.kubelette.api.http.Security;
import io.kubelette.pod.PodManagerConfig;
import io.kubelette.proxy.nio.NioServiceProxy;
import io.kubelette.runtime.ContainerRuntime;
import io.kubelette.runtime.docker.DockerRuntime;
import io.kubelette.runtime.fake.FakeRuntime;
import io.kubelette.runtime.fake.Programs;
import io.kubelette.runtime.fake.RunningContainer;
import io.kubelette.store.MemoryStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A node and its API over HTTP, which can be cut off and come back at the same address. Closes what
 * it started. Used by one test class at a time.
 */
public final class ClientNode implements AutoCloseable {

  /** Serves a page with its pod's name on port 8080, and knows the commands of this class. */
  public static final String IMAGE = "hello:1";

  /** Below the ports that machines give to connections, so that none takes it while it is free. */
  private static final int FIRST_PORT = 20_000;

  private static final int PORTS = 9_000;
  private static final int ATTEMPTS = 50;

  private final Security security;
  private final Kubelette node;
  private ApiHttpServer http;

  private ClientNode(Security security, ContainerRuntime runtime, int changes) {
    this.security = security;
    this.node =
        Kubelette.builder()
            .runtime(runtime)
            .proxy(NioServiceProxy.create())
            .store(MemoryStore.keeping(changes))
            .owner("clients-" + UUID.randomUUID().toString().substring(0, 8))
            .pods(PodManagerConfig.forTests())
            .start();
    this.http = serveSomewhere();
  }

  /** One on the fake runtime that anyone on this machine reaches in clear text. */
  public static ClientNode open() {
    return new ClientNode(Security.none(), fake(), MemoryStore.DEFAULT_LOG);
  }

  /** One whose containers are real. */
  public static ClientNode onDocker() {
    return new ClientNode(Security.none(), DockerRuntime.connect(), MemoryStore.DEFAULT_LOG);
  }

  /** One that asks for certificates, and has a kubeconfig. */
  public static ClientNode secured() {
    return new ClientNode(Security.selfSigned(), fake(), MemoryStore.DEFAULT_LOG);
  }

  /** One that forgets all changes but so many: who was away for longer has to list again. */
  public static ClientNode forgetful(int changes) {
    return new ClientNode(Security.none(), fake(), changes);
  }

  private static FakeRuntime fake() {
    return FakeRuntime.create()
        .image(IMAGE, Programs.httpHello(8080))
        .command("echo", ClientNode::echo)
        .command("greet", ClientNode::greet)
        .command(
            "complain",
            container -> {
              container.err().println("not today");
              return 3;
            });
  }

  private static int echo(RunningContainer container) {
    container.out().println(String.join(" ", container.args().subList(1, container.args().size())));
    return 0;
  }

  /** Reads a line and ends: a client that cannot close standard input gets its answer too. */
  private static int greet(RunningContainer container) throws IOException {
    String name =
        new BufferedReader(new InputStreamReader(container.in(), StandardCharsets.UTF_8))
            .readLine();
    container.out().println("hello " + name);
    return 7;
  }

  private ApiHttpServer serveSomewhere() {
    UncheckedIOException last = null;
    for (int i = 0; i < ATTEMPTS; i++) {
      try {
        return serve(FIRST_PORT + ThreadLocalRandom.current().nextInt(PORTS));
      } catch (UncheckedIOException taken) {
        last = taken;
      }
    }
    node.close();
    throw new IllegalStateException("no port is free for the server", last);
  }

  private ApiHttpServer serve(int port) {
    return ApiHttpServer.over(node.api())
        .node(node.name(), node.pods())
        .security(security)
        .port(port)
        .start();
  }

  public Kubelette node() {
    return node;
  }

  public String url() {
    return http.url();
  }

  public String kubeconfig() {
    return http.kubeconfig();
  }

  /** Ends the server and all its connections; the node lives on, and its objects change. */
  public void cut() {
    http.close();
  }

  /** Serves again where it was. */
  public void resume() {
    http = serve(http.address().getPort());
  }

  @Override
  public void close() {
    http.close();
    node.close();
  }
}
