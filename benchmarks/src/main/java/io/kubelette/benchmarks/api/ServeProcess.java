package io.kubelette.benchmarks.api;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The example {@code serve} on the fake runtime, with an HTTP client for its API.
 *
 * @param process what is ended afterwards
 * @param url of the API
 * @param http keeps its connections
 */
record ServeProcess(Process process, URI url, HttpClient http) implements AutoCloseable {

  private static final Pattern URL = Pattern.compile("serving (http://\\S+?);");

  /** Starts it, and returns as soon as it says where it listens. */
  static ServeProcess start(Path jar, List<String> flags) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(flags);
    command.addAll(List.of("-jar", jar.toString(), "serve", "--port", "0"));
    return begin(command);
  }

  /** A {@link BareServer}, likewise. */
  static ServeProcess bare() throws IOException {
    return begin(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            BareServer.class.getName()));
  }

  private static ServeProcess begin(List<String> command) throws IOException {
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    BufferedReader said = process.inputReader();
    for (String line = said.readLine(); line != null; line = said.readLine()) {
      Matcher found = URL.matcher(line);
      if (found.find()) {
        return new ServeProcess(process, URI.create(found.group(1)), HttpClient.newHttpClient());
      }
    }
    throw new IOException("serve does not start: " + String.join(" ", command));
  }

  /** Creates one object of JSON and returns what the API answers; a refusal fails the benchmark. */
  String create(String path, String json) throws IOException, InterruptedException {
    return send("POST", path, "application/json", json);
  }

  /** Changes an object by a merge patch. */
  String patch(String path, String json) throws IOException, InterruptedException {
    return send("PATCH", path, "application/merge-patch+json", json);
  }

  private String send(String method, String path, String type, String body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(url.resolve(path))
            .header("Content-Type", type)
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build();
    HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() / 100 != 2) {
      throw new IOException(method + " " + path + ": " + answer.statusCode() + answer.body());
    }
    return answer.body();
  }

  /** The CPU time that it has used, of its own and of the kernel for it. */
  Duration cpu() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /** The memory that it has touched and kept, in MB. */
  double residentMegabytes() throws IOException {
    Path status = Path.of("/proc", Long.toString(process.pid()), "status");
    return Files.readString(status)
        .lines()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")) * 1024 / 1e6)
        .sum();
  }

  @Override
  public void close() {
    Processes.end(process);
  }
}
