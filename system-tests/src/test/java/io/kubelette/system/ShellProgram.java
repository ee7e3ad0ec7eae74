package io.kubelette.system;

import io.kubelette.runtime.fake.Program;
import io.kubelette.runtime.fake.RunningContainer;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Collectors;

/** So much of a shell as these tests need: commands after one another, without quotes. */
final class ShellProgram implements Program {

  @Override
  public int run(RunningContainer container) throws Exception {
    List<String> words = container.args();
    for (String command : words.get(words.size() - 1).split(";")) {
      List<String> parts = List.of(command.strip().split("\\s+"));
      switch (parts.get(0)) {
        case "cat" -> cat(container, parts.get(1));
        case "echo" -> echo(container, parts.subList(1, parts.size()));
        case "sleep" -> container.awaitStop();
        case "exit" -> {
          return Integer.parseInt(parts.get(1));
        }
        default -> throw new IllegalArgumentException("no such command: " + command);
      }
    }
    return 0;
  }

  private static void echo(RunningContainer container, List<String> words) throws IOException {
    int redirect = words.indexOf(">");
    String text =
        (redirect < 0 ? words : words.subList(0, redirect))
            .stream()
                .map(word -> word.startsWith("$") ? container.env().get(word.substring(1)) : word)
                .collect(Collectors.joining(" "));
    if (redirect < 0) {
      container.out().println(text);
    } else {
      Files.writeString(container.writable(words.get(redirect + 1)), text + "\n");
    }
  }

  private static void cat(RunningContainer container, String path) {
    try {
      container.out().println(Files.readString(container.path(path)));
    } catch (IOException absent) {
      container.err().println(absent);
    }
  }
}
