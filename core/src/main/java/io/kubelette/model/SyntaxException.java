package io.kubelette.model;

/** A text that does not follow its grammar; the message says where, and what would be right. */
public final class SyntaxException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  private final int position;

  SyntaxException(String what, String text, int position, String fault) {
    super(
        "not a "
            + what
            + ": '"
            + text
            + "': at character "
            + (position + 1)
            + (position < text.length() ? " ('" + text.charAt(position) + "')" : " (the end)")
            + ": "
            + fault);
    this.position = position;
  }

  /** The index of the first character that is wrong; the length of the text for its end. */
  public int position() {
    return position;
  }
}
