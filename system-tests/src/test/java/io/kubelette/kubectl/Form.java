package io.kubelette.kubectl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The forms of kubectl that a test runs, such as {@code get -o wide}: {@code docs/kubectl.md} is
 * made from these.
 *
 * <p>A test that did not run a form which it names fails: all words of the form stand in one of its
 * commands, in any order, an option with or without its value.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@interface Form {

  String[] value();
}
