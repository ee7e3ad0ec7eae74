package io.kubelette.runtime.fake;

import io.kubelette.runtime.ContractCommands;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.ReadOnlyFileSystemException;
import java.util.List;

/** The commands of a contract as one program. */
final class FakeShell implements Program, ContractCommands {

  static final List<String> COMMANDS =
      List.of("idle", "exit", "say", "copy", "echo", "write", "check", "sayAndIdle");

  @Override
  public int run(RunningContainer container) throws Exception {
    List<String> words = container.args();
    return switch (words.get(0)) {
      case "exit" -> Integer.parseInt(words.get(1));
      case "say" -> say(container, words);
      case "sayAndIdle" -> {
        container.out().println(words.get(1));
        yield awaitStop(container);
      }
      case "copy" -> {
        container.in().transferTo(container.out());
        yield 0;
      }
      case "echo" -> echo(container, Integer.parseInt(words.get(1)));
      case "write" -> write(container, words);
      case "check" -> Files.readString(container.path(words.get(1))).equals(words.get(2)) ? 0 : 1;
      default -> awaitStop(container);
    };
  }

  private static int awaitStop(RunningContainer container) throws InterruptedException {
    container.awaitStop();
    return 143;
  }

  private static int say(RunningContainer container, List<String> words) {
    if (!words.get(1).isEmpty()) {
      container.out().print(words.get(1) + "\n");
    }
    if (!words.get(2).isEmpty()) {
      container.err().print(words.get(2) + "\n");
    }
    return 0;
  }

  private static int echo(RunningContainer container, int port) throws IOException {
    ServerSocket server = container.listen(port);
    while (true) {
      try (Socket client = server.accept()) {
        client.getInputStream().transferTo(client.getOutputStream());
      }
    }
  }

  private static int write(RunningContainer container, List<String> words) throws IOException {
    try {
      Files.writeString(container.writable(words.get(1)), words.get(2));
      return 0;
    } catch (ReadOnlyFileSystemException readOnly) {
      return 1;
    }
  }

  @Override
  public List<String> idle() {
    return List.of("idle");
  }

  @Override
  public List<String> exit(int code) {
    return List.of("exit", Integer.toString(code));
  }

  @Override
  public List<String> say(String out, String err) {
    return List.of("say", out, err);
  }

  @Override
  public List<String> sayAndIdle(String out) {
    return List.of("sayAndIdle", out);
  }

  @Override
  public List<String> copy() {
    return List.of("copy");
  }

  @Override
  public List<String> echo(int port) {
    return List.of("echo", Integer.toString(port));
  }

  @Override
  public List<String> write(String path, String text) {
    return List.of("write", path, text);
  }

  @Override
  public List<String> exitZeroIfFile(String path, String text) {
    return List.of("check", path, text);
  }
}
