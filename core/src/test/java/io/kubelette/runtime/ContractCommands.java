package io.kubelette.runtime;

import java.util.List;

/** What the programs of a contract's image can do, as commands. */
public interface ContractCommands {

  /** Runs until it is signalled. */
  List<String> idle();

  /** Ends at once with that code. */
  List<String> exit(int code);

  /** Writes a line to each of its streams, but no empty one, and ends with 0. */
  List<String> say(String out, String err);

  /** Writes a line to standard output and then runs until it is killed. */
  List<String> sayAndIdle(String out);

  /** Copies its standard input to its standard output and ends with 0. */
  List<String> copy();

  /**
   * Listens on that port, also of 127.0.0.1, and sends back what each connection sends, to its end.
   */
  List<String> echo(int port);

  /** Writes a text into a file; ends with 0 if it could. */
  List<String> write(String path, String text);

  /** Ends with 0 if the file holds that text. */
  List<String> exitZeroIfFile(String path, String text);
}
