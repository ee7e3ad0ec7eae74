package io.kubelette.manifest;

import io.kubelette.manifest.ManifestProblem.Kind;
import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong with one source while it is read; used by one thread. */
final class Problems {

  private final String source;
  private final List<ManifestProblem> found = new ArrayList<>();
  private int document;

  Problems(String source) {
    this.source = source;
  }

  String source() {
    return source;
  }

  /** What is added from here on belongs to the document of that number. */
  void enter(int document) {
    this.document = document;
  }

  int document() {
    return document;
  }

  void add(Kind kind, int line, String path, String message) {
    found.add(new ManifestProblem(kind, source, document, line, path, message));
  }

  List<ManifestProblem> all() {
    return found;
  }

  int count() {
    return found.size();
  }

  void throwIfAny() {
    if (!found.isEmpty()) {
      throw new ManifestException(found);
    }
  }
}
