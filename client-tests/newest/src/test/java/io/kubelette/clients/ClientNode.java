package io.kubelette.clients;

import io.kubelette.Kubelette;
import io.kubelette.api.http.ApiHttpServer;
import io.kubelette.api.http.Security;
import io.kubelette.pod.PodManagerConfig;
import io.kubelette.proxy.nio.NioServiceProxy;
import io.kubelette.runtime.fake.FakeRuntime;
import io.kubelette.runtime.fake.Programs;
import io.kubelette.runtime.fake.RunningContainer;
import io.kubelette.store.MemoryStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * A node on the fake runtime and its API over HTTP, which can be cut off and come back at the same
 * address. Closes what it started. Used by one test class at a time.
 */
public final class ClientNode implements AutoCloseable {

  /** Serves a page with its pod's name on port 8080, and knows the commands of this class. */
  public static final String IMAGE = "hello:1";

  private final Security security;
  private final Kubelette node;
  private ApiHttpServer http;

  private ClientNode(Security security, int changes) {
    this.security = security;
    this.node =
        Kubelette.builder()
            .runtime(runtime())
            .proxy(NioServiceProxy.create())
            .store(MemoryStore.keeping(changes))
            .owner("clients-" + UUID.randomUUID().toString().substring(0, 8))
            .pods(PodManagerConfig.forTests())
            .start();
    this.http = serve(0);
  }

  /** One that anyone on this machine reaches in clear text. */
  public static ClientNode open() {
    return new ClientNode(Security.none(), MemoryStore.DEFAULT_LOG);
  }

  /** One that asks for certificates, and has a kubeconfig. */
  public static ClientNode secured() {
    return new ClientNode(Security.selfSigned(), MemoryStore.DEFAULT_LOG);
  }

  /** One that forgets all changes but so many: who was away for longer has to list again. */
  public static ClientNode forgetful(int changes) {
    return new ClientNode(Security.none(), changes);
  }

  private static FakeRuntime runtime() {
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
