package io.kubelette.runtime.docker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.github.dockerjava.api.exception.DockerClientException;
import com.github.dockerjava.api.exception.DockerException;
import io.kubelette.runtime.ContainerRuntimeException;
import io.kubelette.runtime.ContainerRuntimeException.Kind;

/** Says a failure of the client library or of the engine in the words of the SPI. */
final class Failures {

  private static final ObjectReader JSON = new ObjectMapper().reader();

  private Failures() {}

  static ContainerRuntimeException of(String call, Throwable failure) {
    if (failure instanceof ContainerRuntimeException known) {
      return known;
    }
    if (failure instanceof DockerException answer) {
      return new ContainerRuntimeException(
          kind(answer.getHttpStatus()), call + ": " + words(answer), answer);
    }
    if (failure instanceof DockerClientException refused) {
      return new ContainerRuntimeException(
          Kind.REJECTED, call + ": " + refused.getMessage(), refused);
    }
    return new ContainerRuntimeException(
        Kind.TRANSIENT, call + ": no answer from the engine: " + root(failure), failure);
  }

  /** The refusal of a request that was answered with that status. */
  static ContainerRuntimeException of(String call, int status, String words) {
    return new ContainerRuntimeException(kind(status), call + ": " + words);
  }

  static ContainerRuntimeException cancelled(String call, InterruptedException interrupted) {
    // The flag stays up for whoever owns the thread.
    Thread.currentThread().interrupt();
    return new ContainerRuntimeException(Kind.CANCELLED, call + ": interrupted", interrupted);
  }

  private static Kind kind(int status) {
    return switch (status) {
      case 404 -> Kind.NOT_FOUND;
      case 409 -> Kind.CONFLICT;
      case 408, 429 -> Kind.TRANSIENT;
      default -> status >= 400 && status < 500 ? Kind.REJECTED : Kind.TRANSIENT;
    };
  }

  /** The engine's error body, which the client library only puts into its message. */
  private static String words(DockerException answer) {
    String message = String.valueOf(answer.getMessage()).strip();
    int body = message.indexOf('{');
    if (body < 0) {
      return message;
    }
    try {
      String words = JSON.readTree(message.substring(body)).path("message").asText();
      return words.isEmpty() ? message : words;
    } catch (JsonProcessingException otherThanExpected) {
      return message;
    }
  }

  private static Throwable root(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }
}
