package io.kubelette.examples;

import io.kubelette.loop.NamedThreads;
import io.kubelette.runtime.fake.Program;
import io.kubelette.runtime.fake.RunningContainer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;

/**
 * What any image runs on the fake runtime: a page with the pod's name on every port that its
 * container declares.
 *
 * @param ports those of a container
 */
record PageProgram(Function<RunningContainer, List<Integer>> ports) implements Program {

  private static final int PATIENCE_MILLIS = 1_000;

  @Override
  public int run(RunningContainer container) throws InterruptedException {
    NamedThreads threads = NamedThreads.numbered("serve-page");
    for (int port : ports.apply(container)) {
      try {
        ServerSocket server = container.listen(port);
        container.out().println("listening on " + server.getLocalSocketAddress());
        threads.newThread(() -> serve(server, container)).start();
      } catch (IOException refused) {
        container.err().println("cannot listen on port " + port + ": " + refused.getMessage());
      }
    }
    container.awaitStop();
    return 0;
  }

  private static void serve(ServerSocket server, RunningContainer container) {
    while (!server.isClosed()) {
      try (Socket client = server.accept()) {
        // Browsers open connections that they may not use: none may keep the others waiting.
        client.setSoTimeout(PATIENCE_MILLIS);
        BufferedReader request =
            new BufferedReader(
                new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
        container.out().println(request.readLine());
        String body = "<h1>" + container.pod().name() + "</h1>\n";
        String head =
            "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\nContent-Length: ";
        String answer = head + body.length() + "\r\n\r\n" + body;
        client.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
      } catch (IOException gone) {
        container.err().println("a client went away: " + gone.getMessage());
      }
    }
  }
}
