package io.kubelette.benchmarks.api;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Writes of {@code wrk}, each of a name of its own.
 *
 * @param script what wrk runs for each request
 */
record Writes(Path script) {

  private static final Pattern SUMMARY =
      Pattern.compile("done requests=(\\d+) micros=(\\d+) refused=(\\d+)");

  /** What all scripts have: the number of the thread, a count, and a summary. */
  private static final String FRAME =
      """
      local threads = 0
      function setup(thread)
        thread:set("id", threads)
        threads = threads + 1
      end
      function init(args)
        round = args[1]
        count = 0
      end
      function request()
        count = count + 1
        local name = string.format("%%s%%02d%%08d", round, id, count)
        return wrk.format("POST", nil, {["Content-Type"] = "application/json"}, %s)
      end
      function done(summary, latency, requests)
        local errors = summary.errors
        local refused = errors.status + errors.connect + errors.read + errors.write + errors.timeout
        print(string.format("done requests=%%d micros=%%d refused=%%d",
            summary.requests, summary.duration, refused))
      end
      """;

  /** As {@code kubectl run NAME --image=any} sends it. */
  static final String POD =
      """
      {"kind":"Pod","apiVersion":"v1","metadata":{"name":"NAME","labels":{"run":"NAME"}},\
      "spec":{"containers":[{"name":"NAME","image":"any","resources":{}}],\
      "restartPolicy":"Always","dnsPolicy":"ClusterFirst"},"status":{}}""";

  /** Pods for the API. */
  static Writes pods(Path folder) throws IOException {
    return with(folder.resolve("pods.lua"), "'" + POD.replace("NAME", "' .. name .. '") + "'");
  }

  /** Values of about the size of a stored pod for etcd, whose keys are Base64 as they are. */
  static Writes values(Path folder) throws IOException {
    String value = "cG9k".repeat(300);
    return with(
        folder.resolve("values.lua"),
        "'{\"key\":\"' .. name .. '0\",\"value\":\"" + value + "\"}'");
  }

  private static Writes with(Path script, String body) throws IOException {
    Files.writeString(script, FRAME.formatted(body));
    return new Writes(script);
  }

  /** What was written, and how long it took. */
  record Written(long count, double seconds) {

    double perSecond() {
      return count / seconds;
    }
  }

  /**
   * Writes for a while; one that is refused fails the benchmark.
   *
   * @param round a letter that names of other rounds do not begin with
   */
  Written write(URI target, int connections, int seconds, char round)
      throws IOException, InterruptedException {
    String said =
        Processes.output(
            List.of(
                "wrk",
                "--threads",
                connections == 1 ? "1" : "2",
                "--connections",
                Integer.toString(connections),
                "--duration",
                seconds + "s",
                "--script",
                script.toString(),
                target.toString(),
                "--",
                Character.toString(round)));
    Matcher summary = SUMMARY.matcher(said);
    if (!summary.find() || !summary.group(3).equals("0")) {
      throw new IOException("some writes were refused: " + said);
    }
    return new Written(
        Long.parseLong(summary.group(1)), Double.parseDouble(summary.group(2)) / 1e6);
  }
}
