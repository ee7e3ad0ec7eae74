package io.kubelette.guard;

import com.sun.source.tree.BlockTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Files and methods that are longer than a reader can hold in mind.
 *
 * <p>A method of a test is measured in statements: a table is long without being a long story.
 */
final class Sizes {

  private static final int FILE_LIMIT = 500;
  private static final int METHOD_LIMIT = 60;

  private Sizes() {}

  static List<String> flaws(List<SourceFile> sources) {
    return flaws(sources, "lines", Sizes::lines);
  }

  static List<String> flawsOfTests(List<SourceFile> sources) {
    return flaws(sources, "statements", (source, method) -> statements(method));
  }

  private static List<String> flaws(List<SourceFile> sources, String unit, Measure measure) {
    List<String> flaws = new ArrayList<>();
    for (SourceFile source : sources) {
      long lines = lines(source);
      if (lines > FILE_LIMIT) {
        flaws.add(
            "%s has %d lines; beyond %d a file holds more than one thing: split it"
                .formatted(source.name(), lines, FILE_LIMIT));
      }
      for (MethodTree method : methods(source)) {
        long size = measure.of(source, method);
        if (size > METHOD_LIMIT) {
          flaws.add(
              "%s: %s has %d %s; beyond %d a method tells more than one story: name its parts"
                  .formatted(source.name(), method.getName(), size, unit, METHOD_LIMIT));
        }
      }
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

  /** From the first line of the body, or of the declaration if there is none, to the last. */
  private static long lines(SourceFile source, MethodTree method) {
    Tree measured = method.getBody() == null ? method : method.getBody();
    LineMap map = source.tree().getLineMap();
    long first = map.getLineNumber(source.positions().getStartPosition(source.tree(), measured));
    long last = map.getLineNumber(source.positions().getEndPosition(source.tree(), measured));
    return last - first + 1;
  }

  private static long statements(MethodTree method) {
    AtomicInteger count = new AtomicInteger();
    new TreeScanner<Void, Void>() {
      @Override
      public Void scan(Tree tree, Void none) {
        if (tree instanceof StatementTree && !(tree instanceof BlockTree)) {
          count.incrementAndGet();
        }
        return super.scan(tree, none);
      }
    }.scan(method.getBody(), null);
    return count.get();
  }

  private static List<MethodTree> methods(SourceFile source) {
    List<MethodTree> methods = new ArrayList<>();
    new TreeScanner<Void, Void>() {
      @Override
      public Void visitMethod(MethodTree method, Void none) {
        methods.add(method);
        return super.visitMethod(method, none);
      }
    }.scan(source.tree(), null);
    return methods;
  }

  /** How long a method is. */
  private interface Measure {
    long of(SourceFile source, MethodTree method);
  }
}
