package io.kubelette.conformance.scenario;

/**
 * A pod that answers HTTP on port 8080 with its name, and remembers what it was asked. With the
 * file {@code /tmp/ill} it answers 500, with {@code /tmp/elsewhere} it redirects to what stands in
 * it, and {@code /ill} is always ill.
 */
record Server(Stage stage, String name) {

  /** Its containers; more fields of the container may follow, indented by four. */
  static final String SPEC =
      """
      containers:
        - name: main
          image: IMAGE
          ports: [{name: web, containerPort: 8080}]
          command: [sh, -c]
          args:
            - |
              cat > /tmp/answer <<'END'
              read line || exit
              echo "$line" >> /tmp/asked
              while read header && [ ${#header} -gt 1 ]; do :; done
              status='200 OK'
              [ -e /tmp/ill ] && status='500 Ill'
              [ -e /tmp/elsewhere ] && status="302 Found\\r\\nLocation: $(cat /tmp/elsewhere)"
              case "$line" in *" /ill "*) status='500 Ill';; esac
              body=$(hostname)
              printf "HTTP/1.1 $status\\r\\nContent-Length: ${#body}\\r\\nConnection: close\\r\\n\\r\\n$body"
              END
              touch /tmp/asked
              exec nc -ll -p 8080 -e sh /tmp/answer
      """;

  static Server start(Stage stage, String name) {
    stage.readyPod(name, SPEC + "    readinessProbe: {tcpSocket: {port: web}}\n");
    return new Server(stage, name);
  }

  String address() {
    return String.valueOf(stage.get(name).status().podIP());
  }

  /** The first lines of all requests. */
  String asked() {
    return stage.shell(name, "cat /tmp/asked");
  }

  /** Waits until it was asked for a path that begins so. */
  void awaitAsked(String path) {
    stage.until("it is asked for " + path, () -> asked().contains("GET " + path));
  }
}
