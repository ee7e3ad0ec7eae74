package io.kubelette.api;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Collects what is wrong with an object, at a place in it.
 *
 * <p>Places that grow from one another share one list. Most never see a violation, so their paths
 * are put together only then. Owned by the thread that validates.
 */
final class Violations {

  private final @Nullable Violations parent;

  /** A field's name, an item's index or an entry's key; which one, its {@link #step} tells. */
  private final Object name;

  private final Step step;
  private final List<FieldError> errors;

  private enum Step {
    FIELD,
    WITHIN
  }

  private Violations(@Nullable Violations parent, Step step, Object name, List<FieldError> errors) {
    this.parent = parent;
    this.step = step;
    this.name = name;
    this.errors = errors;
  }

  /** None yet, at the object itself. */
  static Violations none() {
    return new Violations(null, Step.FIELD, "", new ArrayList<>());
  }

  /** The place of a field. */
  Violations at(String field) {
    return new Violations(this, Step.FIELD, field, errors);
  }

  /** The place of an item of a list. */
  Violations at(int index) {
    return new Violations(this, Step.WITHIN, index, errors);
  }

  /** The place of an item of a list field. */
  Violations at(String field, int index) {
    return at(field).at(index);
  }

  /** The place of an entry of a map. */
  Violations key(String key) {
    return new Violations(this, Step.WITHIN, key, errors);
  }

  private String path() {
    if (parent == null) {
      return "";
    }
    String before = parent.path();
    if (step == Step.WITHIN) {
      return before + "[" + name + "]";
    }
    return before.isEmpty() ? (String) name : before + "." + name;
  }

  List<FieldError> errors() {
    return errors;
  }

  void required(String detail) {
    errors.add(new FieldError(path(), FieldError.Reason.REQUIRED, null, detail));
  }

  void invalid(Object value, String detail) {
    errors.add(new FieldError(path(), FieldError.Reason.INVALID, shown(value), detail));
  }

  void duplicate(Object value) {
    errors.add(new FieldError(path(), FieldError.Reason.DUPLICATE, shown(value), ""));
  }

  void notFound(Object value) {
    errors.add(new FieldError(path(), FieldError.Reason.NOT_FOUND, shown(value), ""));
  }

  void unsupported(Object value, Collection<String> supported) {
    String list = supported.stream().map(Violations::shown).collect(Collectors.joining(", "));
    errors.add(
        new FieldError(
            path(), FieldError.Reason.UNSUPPORTED, shown(value), "supported values: " + list));
  }

  void forbidden(String detail) {
    errors.add(new FieldError(path(), FieldError.Reason.FORBIDDEN, null, detail));
  }

  void tooLong(String detail) {
    errors.add(new FieldError(path(), FieldError.Reason.TOO_LONG, null, detail));
  }

  void tooMany(int many, int most) {
    errors.add(
        new FieldError(
            path(),
            FieldError.Reason.TOO_MANY,
            String.valueOf(many),
            "must have at most " + most + " items"));
  }

  /** Each of the rules that the value breaks. */
  void check(Object value, Collection<String> brokenRules) {
    brokenRules.forEach(rule -> invalid(value, rule));
  }

  private static String shown(Object value) {
    return value instanceof String text ? '"' + text + '"' : value.toString();
  }
}
