package io.kubelette.model;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Gives a record its generated builder and withers, the same way for every record here. */
@RecordBuilder.Template(
    options =
        @RecordBuilder.Options(
            enableGetters = false,
            addStaticBuilder = false,
            inheritComponentAnnotations = false))
@Retention(RetentionPolicy.SOURCE)
@Target(ElementType.TYPE)
@interface Shape {}
