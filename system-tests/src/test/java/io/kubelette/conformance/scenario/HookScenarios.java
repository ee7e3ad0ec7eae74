package io.kubelette.conformance.scenario;

/** Hooks after the start and before the stop of a container. */
interface HookScenarios extends Scenes {

  private static String hooked(String lifecycle) {
    return """
        containers:
          - name: main
            image: IMAGE
            command: [sleep, '100000']
            lifecycle: {%s}
        """
        .formatted(lifecycle);
  }

  private static String exec(Server server, String path) {
    return "exec: {command: [wget, -qO-, 'http://%s:8080/%s']}".formatted(server.address(), path);
  }

  private static String http(Server server, String path) {
    return "httpGet: {host: %s, port: 8080, path: /%s}".formatted(server.address(), path);
  }

  @Scenario({
    "Container Lifecycle Hook when create a pod with lifecycle hook should execute poststart exec hook properly",
    "Container Lifecycle Hook when create a pod with lifecycle hook should execute poststart http hook properly"
  })
  default void hooksAfterTheStartRun() {
    Stage stage = stage();
    Server server = Server.start(stage, "server");
    stage.pod("exec", hooked("postStart: {" + exec(server, "by-exec") + "}"));
    stage.pod("http", hooked("postStart: {" + http(server, "by-http") + "}"));

    server.awaitAsked("/by-exec");
    server.awaitAsked("/by-http");
    stage.awaitReady("exec");
    stage.awaitReady("http");
  }

  @Scenario({
    "Container Lifecycle Hook when create a pod with lifecycle hook should execute prestop exec hook properly",
    "Container Lifecycle Hook when create a pod with lifecycle hook should execute prestop http hook properly",
    "PreStop should call prestop when killing a pod"
  })
  default void hooksBeforeTheStopRun() {
    Stage stage = stage();
    Server server = Server.start(stage, "server");
    String grace = "terminationGracePeriodSeconds: 30\n";
    stage.pod("exec", grace + hooked("preStop: {" + exec(server, "by-exec") + "}"));
    stage.pod("http", grace + hooked("preStop: {" + http(server, "by-http") + "}"));
    stage.awaitReady("exec");
    stage.awaitReady("http");

    stage.delete("exec");
    stage.delete("http");
    server.awaitAsked("/by-exec");
    server.awaitAsked("/by-http");
  }
}
