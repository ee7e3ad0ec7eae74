package io.kubelette.runtime.docker;

import io.kubelette.runtime.ContractCommands;
import java.util.List;

/** The commands of a contract in busybox's shell. */
final class ShellCommands implements ContractCommands {

  @Override
  public List<String> idle() {
    return List.of("sh", "-c", "trap 'exit 143' TERM; while :; do sleep 3600 & wait; done");
  }

  @Override
  public List<String> exit(int code) {
    return List.of("sh", "-c", "exit " + code);
  }

  @Override
  public List<String> say(String out, String err) {
    return List.of(
        "sh", "-c", "[ -z \"$0\" ] || echo \"$0\"; [ -z \"$1\" ] || echo \"$1\" >&2", out, err);
  }

  @Override
  public List<String> sayAndIdle(String out) {
    return List.of("sh", "-c", "echo $0; exec sleep 3600", out);
  }

  @Override
  public List<String> copy() {
    return List.of("cat");
  }

  @Override
  public List<String> echo(int port) {
    return List.of("nc", "-ll", "-p", Integer.toString(port), "-e", "cat");
  }

  @Override
  public List<String> write(String path, String text) {
    return List.of("sh", "-c", "printf %s \"$1\" >$0", path, text);
  }

  @Override
  public List<String> exitZeroIfFile(String path, String text) {
    return List.of("sh", "-c", "[ \"$(cat $0)\" = \"$1\" ]", path, text);
  }
}
