package io.kubelette.manifest;

import io.kubelette.manifest.ManifestProblem.Kind;

/** Ends the reading of one document at once; never leaves this package. */
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1;

  final Kind kind;
  final int line;
  final String path;

  Refusal(Kind kind, int line, String path, String message) {
    super(message, null, false, false);
    this.kind = kind;
    this.line = line;
    this.path = path;
  }
}
