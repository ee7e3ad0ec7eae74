package io.kubelette.guard;

import static com.tngtech.archunit.lang.conditions.ArchConditions.be;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** State that somebody else can reach. */
final class MutableState {

  private static final Set<String> READ_ONLY =
      Set.of(
          Collection.class.getName(),
          List.class.getName(),
          Set.class.getName(),
          Map.class.getName());

  private static final DescribedPredicate<JavaField> MUTABLE =
      DescribedPredicate.describe("mutable", MutableState::isMutable);

  private MutableState() {}

  static ArchRule notStatic() {
    return noFields()
        .that()
        .areStatic()
        .should(be(MUTABLE))
        .because("nothing is global: two nodes in one JVM do not know of each other");
  }

  static ArchRule notPublic() {
    return noFields()
        .that()
        .arePublic()
        .should(be(MUTABLE))
        .because("whoever owns the state is the only one who writes it");
  }

  /** Not final, or of a type whose purpose is to change. A private array counts as a constant. */
  private static boolean isMutable(JavaField field) {
    if (field.getModifiers().contains(JavaModifier.SYNTHETIC)) {
      return false;
    }
    JavaClass type = field.getRawType();
    boolean openArray = type.isArray() && !field.getModifiers().contains(JavaModifier.PRIVATE);
    boolean meantToChange =
        type.getPackageName().equals("java.util.concurrent.atomic")
            || type.isEquivalentTo(ThreadLocal.class)
            || type.isEquivalentTo(StringBuilder.class)
            || isWritableCollection(type);
    return !field.getModifiers().contains(JavaModifier.FINAL) || openArray || meantToChange;
  }

  private static boolean isWritableCollection(JavaClass type) {
    boolean collection = type.isAssignableTo(Collection.class) || type.isAssignableTo(Map.class);
    return collection
        && type.getPackageName().startsWith("java.util")
        && !READ_ONLY.contains(type.getName());
  }
}
