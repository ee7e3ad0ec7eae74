package io.kubelette.conformance.scenario;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * A test that shows what one or several conformance tests of Kubernetes do. It runs beside the
 * other scenarios of its suite, in a namespace of its own.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@Test
@Execution(ExecutionMode.CONCURRENT)
@interface Scenario {

  /** What Kubernetes calls them, without tags; each stands in {@code scenarios.tsv}. */
  String[] value();
}
