package io.kubelette.runtime;

/**
 * What a container's or a command's standard streams are.
 *
 * @param stdin whether something can be sent to it
 * @param output whether it writes to pipes or to a terminal
 */
public record StandardStreams(Stdin stdin, Output output) {

  /** No input, and two pipes. */
  public static final StandardStreams OUTPUT_ONLY = new StandardStreams(Stdin.CLOSED, Output.PIPES);

  /** Whether it can read. */
  public enum Stdin {
    /** It reads the end of its input at once. */
    CLOSED,
    /** It reads what is sent; of a container, whoever attaches sends. */
    OPEN,
    /** The same, but its input ends with the first who attaches. Kubernetes: stdinOnce. */
    OPEN_ONCE
  }

  /** Where it writes. */
  public enum Output {
    /** To a pipe for standard output and one for standard error. */
    PIPES,
    /** To a terminal: all is standard output, and it has a size. */
    TERMINAL
  }

  /** Whether something can be sent to it. */
  public boolean takesInput() {
    return stdin != Stdin.CLOSED;
  }

  /** Whether it has a terminal. */
  public boolean isTerminal() {
    return output == Output.TERMINAL;
  }
}
