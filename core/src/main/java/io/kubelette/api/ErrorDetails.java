package io.kubelette.api;

import io.kubelette.model.ResourceType;
import java.time.Duration;
import java.util.List;

/**
 * What an error is about: the {@code details} of Kubernetes' Status.
 *
 * @param kind the plural of the type, or of an invalid object its kind; "" where there is none
 * @param group of the type; "" for the core group
 * @param name of the object, or ""
 * @param uid of the object, or ""
 * @param causes one for each fault
 * @param retryAfter when to try again, in whole seconds; zero where that would not help
 */
public record ErrorDetails(
    String kind, String group, String name, String uid, List<Cause> causes, Duration retryAfter) {

  /** Nothing to tell. */
  public static final ErrorDetails NONE =
      new ErrorDetails("", "", "", "", List.of(), Duration.ZERO);

  /** Keeps a copy. */
  public ErrorDetails {
    causes = List.copyOf(causes);
  }

  /** About an object of that name, or for "" all of its type. */
  public static ErrorDetails of(ResourceType<?> type, String name) {
    return new ErrorDetails(type.plural(), type.group(), name, "", List.of(), Duration.ZERO);
  }

  static ErrorDetails ofKind(ResourceType<?> type, String name) {
    return new ErrorDetails(type.kind(), type.group(), name, "", List.of(), Duration.ZERO);
  }

  ErrorDetails with(List<FieldError> errors) {
    return because(
        errors.stream()
            .map(each -> new Cause(each.reason().cause(), each.message(), each.path()))
            .toList());
  }

  ErrorDetails because(List<Cause> faults) {
    return new ErrorDetails(kind, group, name, uid, faults, retryAfter);
  }

  ErrorDetails retryAfter(Duration later) {
    return new ErrorDetails(kind, group, name, uid, causes, later);
  }

  /**
   * One fault.
   *
   * @param reason one word, such as {@code FieldValueRequired} or {@code FieldManagerConflict}
   * @param message for people
   * @param field its path, such as {@code spec.containers[0].image}; "" for none
   */
  public record Cause(String reason, String message, String field) {}
}
