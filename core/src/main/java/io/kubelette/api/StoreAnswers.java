package io.kubelette.api;

import io.kubelette.model.ResourceType;
import io.kubelette.store.StoreException;
import java.util.function.Supplier;

/** The store's answers in the words of the API. */
final class StoreAnswers {

  private StoreAnswers() {}

  /** What the store answers about an object or, for the name "", a kind. */
  static <R> R asked(ResourceType<?> type, String name, Supplier<R> question) {
    try {
      return question.get();
    } catch (StoreException answer) {
      throw about(type, name, answer);
    }
  }

  static ApiException about(ResourceType<?> type, String name, StoreException answer) {
    return switch (answer.kind()) {
      case ALREADY_EXISTS -> ApiException.alreadyExists(type, name);
      case NOT_FOUND -> ApiException.notFound(type, name);
      case CONFLICT -> ApiException.modified(type, name);
      case COMPACTED -> new ApiException(ApiException.Kind.GONE, answer.getMessage());
      case UNAVAILABLE -> new ApiException(ApiException.Kind.UNAVAILABLE, answer.getMessage());
    };
  }
}
