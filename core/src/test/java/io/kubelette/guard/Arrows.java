package io.kubelette.guard;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The arrows between packages, as ARCHITECTURE.md draws them.
 *
 * <p>Think twice before adding one: {@code pod}, {@code node}, {@code service} and {@code
 * controller} meet in the API, so that each can be understood, tested and replaced alone.
 */
final class Arrows {

  static final Map<String, Set<String>> MAY_IMPORT =
      Map.ofEntries(
          Map.entry("model", Set.of()),
          Map.entry("loop", Set.of()),
          Map.entry("manifest", Set.of("model")),
          Map.entry("fit", Set.of("model")),
          Map.entry("store", Set.of("model", "loop", "manifest")),
          Map.entry("runtime", Set.of("model", "loop")),
          Map.entry("api.patch", Set.of("model")),
          Map.entry("api", Set.of("model", "manifest", "store", "loop", "runtime", "api.patch")),
          Map.entry("pod.reference", Set.of("model", "loop", "api")),
          Map.entry("pod.volume", Set.of("model", "loop", "runtime", "pod.reference")),
          Map.entry(
              "pod",
              Set.of(
                  "model",
                  "loop",
                  "manifest",
                  "fit",
                  "api",
                  "runtime",
                  "pod.reference",
                  "pod.volume")),
          Map.entry("node", Set.of("model", "loop", "api", "runtime")),
          Map.entry("service", Set.of("model", "loop", "manifest", "api")),
          Map.entry("controller", Set.of("model", "loop", "fit", "api")),
          Map.entry("metrics", Set.of("model")));

  private Arrows() {}

  /** Packages of core import what the table says; adapters core and their own leaves. */
  static ArchRule between(String base) {
    return classes()
        .that()
        .resideInAPackage(base + "..")
        .should(followTheTable(base))
        .because(
            "rooms that see each other grow together: an arrow is a decision, written in"
                + " ARCHITECTURE.md and in this table");
  }

  static ArchRule loopNeedsNothing() {
    return classes()
        .that()
        .resideInAPackage("io.kubelette.loop")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("io.kubelette.loop", "java..", "org.slf4j..", "org.jspecify..")
        .because("everything else takes its threads and its time from there");
  }

  private static ArchCondition<JavaClass> followTheTable(String base) {
    return new ArchCondition<>("import only what the table of arrows allows") {
      @Override
      public void check(JavaClass origin, ConditionEvents events) {
        for (Dependency dependency : origin.getDirectDependenciesFromSelf()) {
          String from = room(base, origin);
          String to = room(base, dependency.getTargetClass().getBaseComponentType());
          if (from != null && to != null && !mayImport(from, to)) {
            events.add(SimpleConditionEvent.violated(dependency, dependency.getDescription()));
          }
        }
      }
    };
  }

  /** The package below the base: empty for the base itself, null outside of it. */
  private static @Nullable String room(String base, JavaClass type) {
    String name = type.getPackageName();
    if (name.equals(base)) {
      return "";
    }
    return name.startsWith(base + ".") ? name.substring(base.length() + 1) : null;
  }

  private static boolean mayImport(String from, String to) {
    if (from.equals(to) || from.isEmpty() || from.equals("examples")) {
      return true;
    }
    boolean adapter = from.contains(".") && !MAY_IMPORT.containsKey(from);
    return adapter
        ? MAY_IMPORT.containsKey(to) || to.startsWith(from + ".")
        : MAY_IMPORT.getOrDefault(from, Set.of()).contains(to);
  }
}
