package io.kubelette.model;

import com.fasterxml.jackson.annotation.JacksonAnnotationsInside;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.jspecify.annotations.Nullable;

/** Leaves a part out of JSON that is never absent in Java but has nothing set. */
@JacksonAnnotationsInside
@JsonInclude(value = JsonInclude.Include.CUSTOM, valueFilter = OmitEmpty.Filter.class)
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.FIELD})
@interface OmitEmpty {

  /** Equal to every part that has nothing set: Jackson leaves out what its filter equals. */
  final class Filter {

    private static final ClassValue<Object> EMPTY =
        new ClassValue<>() {
          @Override
          protected Object computeValue(Class<?> part) {
            try {
              return part.getField("EMPTY").get(null);
            } catch (ReflectiveOperationException missing) {
              throw new IllegalStateException(part + " has no EMPTY", missing);
            }
          }
        };

    @Override
    public boolean equals(@Nullable Object part) {
      return part == null || part.equals(EMPTY.get(part.getClass()));
    }

    @Override
    public int hashCode() {
      return 0;
    }
  }
}
