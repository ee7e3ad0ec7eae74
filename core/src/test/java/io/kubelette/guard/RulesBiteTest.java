package io.kubelette.guard;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RulesBiteTest {

  private static final String BASE = "io.kubelette.guard.bad";

  private final JavaClasses bad = ModuleUnderTest.of(RulesBiteTest.class).badExamples();

  @TempDir Path folder;

  @Test
  void seesAnArrowThatTheTableDoesNotAllow() {
    List<String> flaws = flaws(Arrows.between(BASE));

    assertThat(flaws)
        .isNotEmpty()
        .allMatch(
            flaw -> flaw.contains("bad.pod.Nosy") || flaw.contains("bad.proxy.nio.OtherAdapter"));
    assertThat(flaws).anyMatch(flaw -> flaw.contains("bad.pod.Nosy"));
  }

  @Test
  void seesAnAdapterThatImportsAnother() {
    assertThat(flaws(Arrows.between(BASE)))
        .anyMatch(flaw -> flaw.contains("OtherAdapter") && flaw.contains("runtime.fake.Adapter"));
  }

  @Test
  void seesTimeThatIsNotReadThroughLoop() {
    assertThat(methods(ForbiddenCalls.time())).containsExactly("clockByReference", "now", "sleeps");
  }

  @Test
  void seesThreadsThatLoopDidNotMake() {
    assertThat(methods(ForbiddenCalls.threads())).containsExactly("common", "pool", "thread");
  }

  @Test
  void seesSystemProperties() {
    assertThat(methods(ForbiddenCalls.systemProperties())).containsExactly("property");
  }

  @Test
  void seesASleepingTest() {
    assertThat(methods(ForbiddenCalls.sleep())).containsExactly("sleeps");
  }

  @Test
  void seesAHollowName() {
    assertThat(flaws(Names.telling())).singleElement().asString().contains("ClockHelper");
  }

  @Test
  void seesStaticStateAndSparesConstants() {
    assertThat(flaws(MutableState.notStatic()))
        .hasSize(2)
        .anyMatch(flaw -> flaw.contains("calls"))
        .anyMatch(flaw -> flaw.contains("SEEN"));
  }

  @Test
  void seesAPublicFieldThatCanBeWritten() {
    assertThat(flaws(MutableState.notPublic())).singleElement().asString().contains("open");
  }

  @Test
  void seesASecretInATextForm() {
    assertThat(Secrecy.flaws(bad))
        .singleElement()
        .asString()
        .startsWith("Blabber.password shows in toString()");
  }

  @Test
  void seesAFileAndAMethodThatAreTooLong() throws IOException {
    source("Long.java", "final class Long {\n  void tale() {\n" + "\n".repeat(60) + "  }\n}\n");
    source("Endless.java", "final class Endless {\n" + "\n".repeat(500) + "}\n");
    source("Short.java", "final class Short {\n  void tale() {\n" + "\n".repeat(58) + "  }\n}\n");

    assertThat(Sizes.flaws(SourceFile.allBelow(folder)))
        .hasSize(2)
        .anyMatch(flaw -> flaw.startsWith("Endless.java has 502 lines"))
        .anyMatch(flaw -> flaw.startsWith("Long.java: tale has 62 lines"));
  }

  @Test
  void measuresTestsInStatements() throws IOException {
    source("Table.java", "final class Table {\n  void rows() {\n" + "\n".repeat(60) + "  }\n}\n");
    source(
        "Saga.java", "final class Saga {\n  void tale() {" + " int i = 0;".repeat(61) + " }\n}\n");

    assertThat(Sizes.flawsOfTests(SourceFile.allBelow(folder)))
        .singleElement()
        .asString()
        .startsWith("Saga.java: tale has 61 statements");
  }

  @Test
  void seesSignaturesThatCallersGetWrong() throws IOException {
    source("Open.java", "class Open { void five(int a, int b, int c, int d, int e) {} }");
    source("Flag.java", "final class Flag { public void on(boolean b) {} }");
    source(
        "Fine.java",
        "record Fine(boolean a, int b, int c, int d, int e) { Fine { } "
            + "public Fine(boolean a) { this(a, 1, 2, 3, 4); } }");

    assertThat(Signatures.flaws(SourceFile.allBelow(folder)))
        .hasSize(3)
        .anyMatch(flaw -> flaw.startsWith("Open.java: class Open is open"))
        .anyMatch(flaw -> flaw.startsWith("Open.java: five takes 5 parameters"))
        .anyMatch(flaw -> flaw.startsWith("Flag.java: on: a boolean"));
  }

  @Test
  void seesAPackageWithoutADocument() throws IOException {
    source("a/Thing.java", "package a; final class Thing {}");

    assertThat(PackageDocuments.flawsBelow(folder))
        .singleElement()
        .asString()
        .startsWith("a has no package-info");
  }

  @Test
  void seesAPackageDocumentWithoutItsParts() throws IOException {
    source("a/Thing.java", "package a; final class Thing {}");
    source("a/package-info.java", "/** Things. */\npackage a;");

    assertThat(PackageDocuments.flawsBelow(folder)).hasSize(4);
  }

  @Test
  void acceptsAWholePackageDocument() throws IOException {
    source(
        "a/package-info.java",
        "/**\n * Things.\n *\n * <p>Threads: none.\n *\n * <p>May import: java.\n */\n"
            + "@NullMarked\npackage a;");

    assertThat(PackageDocuments.flawsBelow(folder)).isEmpty();
  }

  private List<String> flaws(ArchRule rule) {
    return rule.evaluate(bad).getFailureReport().getDetails();
  }

  /** The methods of the bad class at which a rule points, in order. */
  private List<String> methods(ArchRule rule) {
    return flaws(rule).stream()
        .map(flaw -> flaw.replaceAll(".*?ClockHelper\\.(\\w+)\\(.*", "$1"))
        .distinct()
        .sorted()
        .toList();
  }

  private void source(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
