package io.kubelette.model;

import com.fasterxml.jackson.annotation.JacksonAnnotationsInside;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** An instant that JSON shows in microseconds: {@code 2026-11-21T19:12:35.123456Z}. */
@JacksonAnnotationsInside
@JsonSerialize(using = InstantJson.MicrosWriter.class)
@JsonDeserialize(using = InstantJson.Reader.class)
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.FIELD})
public @interface MicroTime {}
