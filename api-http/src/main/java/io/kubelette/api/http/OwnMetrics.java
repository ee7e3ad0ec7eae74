package io.kubelette.api.http;

/** What the server tells of itself, in the text form of Prometheus. Pure. */
final class OwnMetrics {

  private OwnMetrics() {}

  /**
   * The text.
   *
   * @param connections of clients that are open
   * @param streams logs, commands and forwarded ports that run
   */
  static String text(int connections, int streams) {
    return gauge("kubelette_api_connections", "Connections of clients that are open.", connections)
        + gauge("kubelette_api_streams", "Logs, commands and forwarded ports that run.", streams);
  }

  private static String gauge(String name, String help, int value) {
    return "# HELP %1$s %2$s\n# TYPE %1$s gauge\n%1$s %3$d\n".formatted(name, help, value);
  }
}
