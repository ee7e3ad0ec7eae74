package io.kubelette.model;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a field that Kubelette keeps and gives back unchanged, but does not act on.
 *
 * <p>What lies below a carried field is carried too, whatever its own marks say. {@code
 * docs/fields.md} is generated from these marks.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Carried {}
