package io.kubelette.runtime.docker;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.github.dockerjava.api.model.HostConfig;
import java.util.List;

/**
 * A host configuration that hides nothing of {@code /proc}: an empty list is none, and the client
 * library, which knows neither field, would leave both out.
 */
final class OpenHostConfig extends HostConfig {

  private static final long serialVersionUID = 1L;

  /** For the client library's mapper. */
  @JsonProperty("MaskedPaths")
  List<String> maskedPaths() {
    return List.of();
  }

  /** For the client library's mapper. */
  @JsonProperty("ReadonlyPaths")
  List<String> readonlyPaths() {
    return List.of();
  }
}
