package io.kubelette.system;

import io.kubelette.runtime.fake.Program;
import io.kubelette.runtime.fake.RunningContainer;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;

/** So much of a shell as these tests need: commands after one another, without quotes. */
final class ShellProgram implements Program {

  @Override
  public int run(RunningContainer container) throws Exception {
    List<String> words = container.args();
    for (String command : words.get(words.size() - 1).split(";")) {
      List<String> parts = List.of(command.strip().split("\\s+"));
      switch (parts.get(0)) {
        case "printenv" -> container.out().println(container.env().get(parts.get(1)));
        case "cat" -> cat(container, parts.get(1));
        case "echo" -> {
          String text = parts.get(1) + "\n";
          Files.writeString(container.writable(parts.get(3)), text);
        }
        case "sleep" -> container.awaitStop();
        case "exit" -> {
          return Integer.parseInt(parts.get(1));
        }
        default -> throw new IllegalArgumentException("no such command: " + command);
      }
    }
    return 0;
  }

  private static void cat(RunningContainer container, String path) {
    try {
      container.out().println(Files.readString(container.path(path)));
    } catch (IOException absent) {
      container.err().println(absent);
    }
  }
}
