package io.kubelette.clients;

import io.kubelette.api.Pods;
import io.kubelette.runtime.docker.DockerEngine;
import java.time.Duration;

/** A pod of busybox that serves a page, and what commands in it do: the same for every client. */
public final class RealPod {

  public static final String NAME = "web";

  /** What it serves at {@link #PORT}. */
  public static final String PAGE = "a page\n";

  public static final int PORT = 8080;

  /** The first thing that it writes. */
  public static final String FIRST_LINE = "begins\n";

  /** What {@link #LOG_MORE} adds to its log. */
  public static final String MORE = "and goes on\n";

  /** Writes into the log of the container from a command beside its program. */
  public static final String LOG_MORE = "echo and goes on > /proc/1/fd/1";

  /** Reads a line, answers on both outputs, and ends with 7. */
  public static final String GREET = "read x; echo hello $x; echo not today >&2; exit 7";

  private RealPod() {}

  /** Ends when its terminal has that size. */
  public static String untilSized(int rows, int columns) {
    return "until [ \"$(stty size)\" = \"%d %d\" ]; do sleep 0.1; done; tty; echo sized"
        .formatted(rows, columns);
  }

  /** Starts it on a node with real containers, and waits until it serves. */
  public static void runIn(ClientNode node) {
    node.node()
        .apply(
            """
            apiVersion: v1
            kind: Pod
            metadata: {name: %s}
            spec:
              terminationGracePeriodSeconds: 1
              containers:
              - name: main
                image: "%s"
                command: [sh, -c, "echo begins; mkdir /www; echo a page > /www/index.html; exec httpd -f -p %d -h /www"]
                ports: [{containerPort: %d}]
                readinessProbe: {httpGet: {port: %d}, periodSeconds: 1}
            """
                .formatted(NAME, DockerEngine.busybox(), PORT, PORT, PORT));
    node.node().await(Pods.ready("default", ""), Duration.ofMinutes(1));
  }
}
