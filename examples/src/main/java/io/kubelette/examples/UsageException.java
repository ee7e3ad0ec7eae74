package io.kubelette.examples;

/** A command line that no example understands; the message says what is wrong. */
final class UsageException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  UsageException(String message) {
    super(message);
  }
}
