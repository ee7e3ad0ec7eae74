package io.kubelette.guard;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree.Kind;
import com.sun.source.util.TreeScanner;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.Modifier;

/** Declarations that callers read wrongly, or that promise too much. */
final class Signatures {

  private static final int PARAMETERS = 4;

  private Signatures() {}

  static List<String> flaws(List<SourceFile> sources) {
    List<String> flaws = new ArrayList<>();
    for (SourceFile source : sources) {
      new Declarations(source.name(), flaws).scan(source.tree(), null);
    }
    return flaws;
  }

  private static final class Declarations extends TreeScanner<Void, Void> {
    private final String file;
    private final List<String> flaws;
    private boolean inRecord;

    Declarations(String file, List<String> flaws) {
      this.file = file;
      this.flaws = flaws;
    }

    @Override
    public Void visitClass(ClassTree type, Void none) {
      Set<Modifier> modifiers = type.getModifiers().getFlags();
      boolean named = !type.getSimpleName().isEmpty();
      boolean closed =
          modifiers.contains(Modifier.FINAL)
              || modifiers.contains(Modifier.ABSTRACT)
              || modifiers.contains(Modifier.SEALED)
              || modifiers.contains(Modifier.NON_SEALED);
      if (named && type.getKind() == Kind.CLASS && !closed) {
        flaws.add(
            "%s: class %s is open; a class that nobody designed for inheritance is final"
                .formatted(file, type.getSimpleName()));
      }
      boolean outer = inRecord;
      inRecord = type.getKind() == Kind.RECORD;
      super.visitClass(type, none);
      inRecord = outer;
      return none;
    }

    @Override
    public Void visitMethod(MethodTree method, Void none) {
      int parameters = method.getParameters().size();
      if (parameters > PARAMETERS && !isCanonical(method)) {
        flaws.add(
            "%s: %s takes %d parameters; beyond %d callers mix them up: pass a record"
                .formatted(file, method.getName(), parameters, PARAMETERS));
      }
      if (isPublic(method) && takesFlag(method) && !overrides(method) && !isCanonical(method)) {
        String reason = "a boolean says nothing where it is passed: use an enum, or two methods";
        flaws.add("%s: %s: %s".formatted(file, method.getName(), reason));
      }
      return super.visitMethod(method, none);
    }

    /** Whether this is the constructor of a record: its parameters are the fields. */
    private boolean isCanonical(MethodTree method) {
      return inRecord && method.getName().contentEquals("<init>");
    }

    private static boolean isPublic(MethodTree method) {
      return method.getModifiers().getFlags().contains(Modifier.PUBLIC);
    }

    private static boolean takesFlag(MethodTree method) {
      return method.getParameters().stream()
          .anyMatch(parameter -> parameter.getType().toString().equals("boolean"));
    }

    private static boolean overrides(MethodTree method) {
      return method.getModifiers().getAnnotations().stream()
          .anyMatch(note -> note.getAnnotationType().toString().equals("Override"));
    }
  }
}
