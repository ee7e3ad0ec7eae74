package io.kubelette.kubectl;

import io.kubelette.runtime.fake.Program;
import io.kubelette.runtime.fake.Programs;
import io.kubelette.runtime.fake.RunningContainer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * So much of busybox as these tests need: commands after one another, variables, no quotes; and
 * this machine's tar, for copies.
 */
final class FakeBusybox implements Program {

  static final List<String> APPLETS =
      List.of("sh", "echo", "cat", "printenv", "test", "tar", "sleep", "httpd", "date");

  @Override
  public int run(RunningContainer container) throws Exception {
    return new Session(container).run(container.args());
  }

  /** One process, and the variables that it has read. */
  private record Session(RunningContainer container, Map<String, String> variables) {

    Session(RunningContainer container) {
      this(container, new HashMap<>(container.env()));
    }

    int run(List<String> words) throws Exception {
      return switch (words.get(0)) {
        case "sh" -> words.size() > 2 ? script(words.get(2)) : interactive();
        case "echo" -> echo(words.subList(1, words.size()));
        case "cat" -> cat(words);
        case "printenv" -> print(container.env().get(words.get(1)));
        case "date" -> print("today");
        case "test" -> Files.isDirectory(container.path(words.get(2))) ? 0 : 1;
        case "tar" -> tar(words);
        case "read" -> read(words.get(1));
        case "sleep" -> sleep(words.get(1));
        case "httpd" -> Programs.httpHello(port(words)).run(container);
        case "mkdir", "stty" -> 0;
        default -> unknown(words.get(0));
      };
    }

    private int script(String script) throws Exception {
      int code = 0;
      for (String command : script.split(";")) {
        List<String> words = List.of(command.strip().split("\\s+"));
        if (words.get(0).equals("exit")) {
          return Integer.parseInt(words.get(1));
        }
        code = run(words.stream().map(this::expanded).toList());
      }
      return code;
    }

    private String expanded(String word) {
      return word.startsWith("$") ? variables.getOrDefault(word.substring(1), "") : word;
    }

    private int interactive() throws Exception {
      BufferedReader lines =
          new BufferedReader(new InputStreamReader(container.in(), StandardCharsets.UTF_8));
      String line = lines.readLine();
      while (line != null && !line.strip().startsWith("exit")) {
        script(line);
        line = lines.readLine();
      }
      return line == null ? 0 : Integer.parseInt(line.strip().substring(5));
    }

    private int echo(List<String> words) throws IOException {
      int redirect = words.indexOf(">");
      String text =
          String.join(" ", redirect < 0 ? words : words.subList(0, redirect)).replace("'", "");
      if (redirect < 0) {
        return print(text);
      }
      if (words.get(redirect + 1).equals("/dev/stderr")) {
        container.err().println(text);
      } else {
        Files.writeString(container.writable(words.get(redirect + 1)), text + "\n");
      }
      return 0;
    }

    private int print(String line) {
      container.out().println(line);
      return 0;
    }

    private int cat(List<String> words) throws IOException {
      if (words.size() == 1) {
        container.in().transferTo(container.out());
      } else {
        Files.copy(container.path(words.get(1)), container.out());
      }
      return 0;
    }

    private int read(String variable) throws IOException {
      StringBuilder line = new StringBuilder();
      int next = container.in().read();
      while (next >= 0 && next != '\n') {
        line.append((char) next);
        next = container.in().read();
      }
      variables.put(variable, line.toString());
      return next < 0 ? 1 : 0;
    }

    private int sleep(String seconds) throws InterruptedException {
      long millis = Math.round(1000 * Double.parseDouble(seconds));
      container.awaitStop(Duration.ofMillis(millis));
      return 0;
    }

    private static int port(List<String> words) {
      return Integer.parseInt(words.get(words.indexOf("-p") + 1));
    }

    private int unknown(String command) {
      container.err().println("sh: " + command + ": not found");
      return 127;
    }

    /** This machine's tar, in the container's files: absolute paths are those of the container. */
    private int tar(List<String> words) throws IOException, InterruptedException {
      List<String> command = new ArrayList<>(words);
      int folder = words.indexOf("-C") + 1;
      if (folder > 0) {
        Path target = Files.createDirectories(container.path(words.get(folder)));
        command.set(folder, target.toString());
      } else {
        command.replaceAll(word -> word.startsWith("/") ? word.substring(1) : word);
        command.addAll(3, List.of("-C", container.path("/").toString()));
      }
      Process tar =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      try (OutputStream in = tar.getOutputStream()) {
        if (words.get(1).contains("x")) {
          container.in().transferTo(in);
        }
      }
      tar.getInputStream().transferTo(container.out());
      return tar.waitFor();
    }
  }
}
