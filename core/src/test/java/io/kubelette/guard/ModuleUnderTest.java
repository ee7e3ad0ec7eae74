package io.kubelette.guard;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.resolvers.SelectedClassResolverFromClasspath;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The Maven module whose folder is given. */
record ModuleUnderTest(Path folder) {

  /** The module of a test class, found by where the class was loaded from. */
  static ModuleUnderTest of(Class<?> testClass) {
    try {
      Path testClasses =
          Path.of(testClass.getProtectionDomain().getCodeSource().getLocation().toURI());
      return new ModuleUnderTest(testClasses.getParent().getParent());
    } catch (URISyntaxException malformed) {
      throw new IllegalStateException(malformed);
    }
  }

  Path sources() {
    return folder.resolve("src/main/java");
  }

  Path testSources() {
    return folder.resolve("src/test/java");
  }

  JavaClasses classes() {
    return imported("target/classes");
  }

  /** The tests, without those that break the rules on purpose. */
  JavaClasses tests() {
    return imported("target/test-classes")
        .that(
            DescribedPredicate.not(
                JavaClass.Predicates.resideInAPackage("io.kubelette.guard.bad..")));
  }

  /** What breaks the rules on purpose; empty but in the module of this package. */
  JavaClasses badExamples() {
    return imported("target/test-classes/io/kubelette/guard/bad");
  }

  /** Classes of other libraries are left unresolved: the rules ask for nothing but the JDK's. */
  private JavaClasses imported(String classes) {
    Path path = folder.resolve(classes);
    List<Path> paths = Files.isDirectory(path) ? List.of(path) : List.of();
    return ArchConfiguration.withThreadLocalScope(
        config -> {
          config.setClassResolver(SelectedClassResolverFromClasspath.class);
          config.setClassResolverArguments("java");
          return new ClassFileImporter().withImportOption(handwritten()).importPaths(paths);
        });
  }

  /** Generated classes are many, follow from ours, and cannot be changed. */
  private ImportOption handwritten() {
    Path generated = folder.resolve("target/generated-sources/annotations");
    Set<String> names =
        SourceFile.paths(generated).stream()
            .map(file -> generated.relativize(file).toString().replace('\\', '/'))
            .map(file -> file.substring(0, file.length() - ".java".length()))
            .collect(Collectors.toSet());
    return location -> !names.contains(topLevelClass(location.toString()));
  }

  /** {@code io/kubelette/model/PodBuilder} for a location that ends so, or in a member of it. */
  private static String topLevelClass(String location) {
    String name = location.substring(location.lastIndexOf("/io/kubelette/") + 1);
    return name.split("[.$]", 2)[0];
  }
}
