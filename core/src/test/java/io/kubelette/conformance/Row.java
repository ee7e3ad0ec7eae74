package io.kubelette.conformance;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The rows of the kubelet's behaviour that a test proves, by id: {@code docs/conformance.md} is
 * made from these. On a class it stands for all its tests.
 */
@Documented
@Retention(RetentionPolicy.SOURCE)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface Row {

  /** Ids such as {@code K05-07}: section 5, row 7. */
  String[] value();
}
