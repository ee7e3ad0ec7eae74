package io.kubelette.guard;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.conditions.ArchConditions;
import java.util.regex.Pattern;

/** Names that say nothing, or say the wrong thing. */
final class Names {

  private static final Pattern HOLLOW =
      Pattern.compile(".*(Impl|Utils?|Helpers?|Processor|Info|Data|Manager)");

  /** Kubernetes' own names of parts, and the one manager there is, however it works. */
  private static final Pattern ALLOWED = Pattern.compile("NodeSystemInfo|UserInfo|\\w*PodManager");

  private Names() {}

  static ArchRule telling() {
    return noClasses()
        .should(ArchConditions.be(hollow()))
        .because(
            "a class is named by what it is or by how it does it (MemoryStore): what would be a"
                + " Helper or a Util belongs to the thing that it helps");
  }

  private static DescribedPredicate<JavaClass> hollow() {
    return DescribedPredicate.describe(
        "named Impl, Util, Helper, Processor, Info, Data or Manager",
        type ->
            HOLLOW.matcher(type.getSimpleName()).matches()
                && !ALLOWED.matcher(type.getSimpleName()).matches());
  }
}
