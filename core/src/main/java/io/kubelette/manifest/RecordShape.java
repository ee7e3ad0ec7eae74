package io.kubelette.manifest;

import com.fasterxml.jackson.annotation.JacksonAnnotation;
import com.fasterxml.jackson.annotation.JacksonAnnotationsInside;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.util.ClassUtil;
import io.kubelette.model.ObjectMeta;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A record of the model as JSON shows it. Jackson would find out the same, but looks at every
 * method of every record that it might meet: that takes longer than all else at the start of a
 * node.
 *
 * @param constructor the canonical one
 * @param parts in the order of the components
 */
record RecordShape(Constructor<?> constructor, List<Part> parts) {

  /**
   * A component.
   *
   * @param name in JSON
   * @param field holds its value
   * @param type of its value
   * @param blank equals the values that are left out, beside absent and empty ones
   * @param writer of its values, if they are written otherwise than their type is
   * @param reader of its values, if they are read otherwise
   */
  record Part(
      String name,
      Field field,
      Type type,
      @Nullable Object blank,
      @Nullable JsonSerializer<Object> writer,
      @Nullable JsonDeserializer<Object> reader) {

    Object of(Record record) throws IllegalAccessException {
      return field.get(record);
    }
  }

  /**
   * The shape of a type; none where a mark says what only Jackson understands, or where a value
   * that is absent could not be passed on as null.
   */
  static Optional<RecordShape> of(Class<?> type) {
    if (!type.isRecord() || isMarked(type)) {
      return Optional.empty();
    }
    RecordComponent[] components = type.getRecordComponents();
    Class<?>[] types = new Class<?>[components.length];
    List<Part> parts = new ArrayList<>(components.length);
    try {
      for (int i = 0; i < components.length; i++) {
        types[i] = components[i].getType();
        if (types[i].isPrimitive()) {
          return Optional.empty();
        }
        Field field = type.getDeclaredField(components[i].getName());
        field.setAccessible(true);
        Optional<Part> part = part(field);
        if (part.isEmpty()) {
          return Optional.empty();
        }
        parts.add(part.get());
      }
      Constructor<?> constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return Optional.of(new RecordShape(constructor, List.copyOf(parts)));
    } catch (NoSuchFieldException | NoSuchMethodException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /**
   * A type, or one of the ways to make it. The model's records are made by their constructors
   * alone: to look for other ways would be most of the work.
   */
  private static boolean isMarked(Class<?> type) {
    boolean ours = type.getPackage() == ObjectMeta.class.getPackage();
    return isMarked(List.of(type))
        || isMarked(List.of(type.getDeclaredConstructors()))
        || !ours && isMarked(List.of(type.getDeclaredMethods()));
  }

  private static boolean isMarked(List<? extends AnnotatedElement> all) {
    return all.stream().anyMatch(each -> !marks(each.getDeclaredAnnotations()).isEmpty());
  }

  private static Optional<Part> part(Field field) {
    String name = field.getName();
    Object blank = null;
    JsonSerializer<Object> writer = null;
    JsonDeserializer<Object> reader = null;
    for (Annotation mark : marks(field.getDeclaredAnnotations())) {
      if (mark instanceof JsonProperty property && !property.value().isEmpty()) {
        name = property.value();
      } else if (mark instanceof JsonInclude shown && shown.value() == JsonInclude.Include.CUSTOM) {
        blank = ClassUtil.createInstance(shown.valueFilter(), true);
      } else if (mark instanceof JsonSerialize by && by.using() != JsonSerializer.None.class) {
        writer = made(by.using());
      } else if (mark instanceof JsonDeserialize by && by.using() != JsonDeserializer.None.class) {
        reader = made(by.using());
      } else {
        return Optional.empty();
      }
    }
    return Optional.of(new Part(name, field, field.getGenericType(), blank, writer, reader));
  }

  @SuppressWarnings("unchecked") // it reads or writes the values of the part that it stands at
  private static <T> T made(Class<?> type) {
    return (T) ClassUtil.createInstance(type, true);
  }

  /** Those of Jackson, also within others. */
  private static List<Annotation> marks(Annotation[] all) {
    if (all.length == 0) {
      return List.of();
    }
    List<Annotation> marks = new ArrayList<>();
    for (Annotation each : all) {
      Class<? extends Annotation> type = each.annotationType();
      if (type.isAnnotationPresent(JacksonAnnotationsInside.class)) {
        for (Annotation inside : marks(type.getDeclaredAnnotations())) {
          marks.add(inside);
        }
      } else if (type.isAnnotationPresent(JacksonAnnotation.class)
          && type != JacksonAnnotationsInside.class) {
        marks.add(each);
      }
    }
    return marks;
  }
}
