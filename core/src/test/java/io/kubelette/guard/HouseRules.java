package io.kubelette.guard;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Checks the rules of the house over the module in which the subclass lives.
 *
 * <p>A rule that is in the way of good code is changed here, with its reason, and not suppressed
 * somewhere else.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class HouseRules {

  private final ModuleUnderTest module = ModuleUnderTest.of(getClass());
  private JavaClasses classes;
  private JavaClasses tests;
  private List<SourceFile> sources;

  /** For the subclass, which adds nothing. */
  protected HouseRules() {}

  @BeforeAll
  void readTheModule() {
    classes = module.classes();
    tests = module.tests();
    sources = SourceFile.allBelow(module.sources());
  }

  @Test
  void packagesImportOnlyWhatTheyMay() {
    check(Arrows.between("io.kubelette"));
  }

  @Test
  void loopIsBuiltOnTheJdkAlone() {
    check(Arrows.loopNeedsNothing());
  }

  @Test
  void timeComesFromLoop() {
    check(ForbiddenCalls.time());
  }

  @Test
  void threadsComeFromLoop() {
    check(ForbiddenCalls.threads());
  }

  @Test
  void nothingIsConfiguredBehindTheCallersBack() {
    check(ForbiddenCalls.systemProperties());
  }

  @Test
  void testsDoNotSleep() {
    ForbiddenCalls.sleep().allowEmptyShould(true).check(tests);
  }

  @Test
  void classesHaveTheNamesOfTheirThings() {
    check(Names.telling());
  }

  @Test
  void stateIsNeverStatic() {
    check(MutableState.notStatic());
  }

  @Test
  void fieldsAreNotOpenToWriters() {
    check(MutableState.notPublic());
  }

  @Test
  void packagesSayWhatLivesInThem() {
    assertThat(PackageDocuments.flawsBelow(module.sources())).isEmpty();
  }

  @Test
  void filesAndMethodsStayReadable() {
    assertThat(Sizes.flaws(sources)).isEmpty();
    assertThat(Sizes.flawsOfTests(SourceFile.allBelow(module.testSources()))).isEmpty();
  }

  @Test
  void signaturesStaySmall() {
    assertThat(Signatures.flaws(sources)).isEmpty();
  }

  @Test
  void secretsDoNotShow() {
    assertThat(Secrecy.flaws(classes)).isEmpty();
  }

  private void check(ArchRule rule) {
    rule.allowEmptyShould(true).check(classes);
  }
}
