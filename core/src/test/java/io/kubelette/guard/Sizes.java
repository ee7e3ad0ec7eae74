package io.kubelette.guard;

import com.sun.source.tree.LineMap;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Files and methods that are longer than a reader can hold in mind. */
final class Sizes {

  private static final int FILE_LIMIT = 500;
  private static final int METHOD_LIMIT = 60;

  private Sizes() {}

  static List<String> flaws(List<SourceFile> sources) {
    List<String> flaws = new ArrayList<>();
    for (SourceFile source : sources) {
      long lines = lines(source);
      if (lines > FILE_LIMIT) {
        flaws.add(
            "%s has %d lines; beyond %d a file holds more than one thing: split it"
                .formatted(source.name(), lines, FILE_LIMIT));
      }
      new Methods(source, flaws).scan(source.tree(), null);
    }
    return flaws;
  }

  private static long lines(SourceFile source) {
    try {
      return source.tree().getSourceFile().getCharContent(true).toString().lines().count();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static final class Methods extends TreeScanner<Void, Void> {
    private final SourceFile source;
    private final List<String> flaws;

    Methods(SourceFile source, List<String> flaws) {
      this.source = source;
      this.flaws = flaws;
    }

    @Override
    public Void visitMethod(MethodTree method, Void none) {
      LineMap map = source.tree().getLineMap();
      long first = map.getLineNumber(source.positions().getStartPosition(source.tree(), method));
      long last = map.getLineNumber(source.positions().getEndPosition(source.tree(), method));
      if (last - first + 1 > METHOD_LIMIT) {
        flaws.add(
            "%s: %s has %d lines; beyond %d a method tells more than one story: give its parts names"
                .formatted(source.name(), method.getName(), last - first + 1, METHOD_LIMIT));
      }
      return super.visitMethod(method, none);
    }
  }
}
