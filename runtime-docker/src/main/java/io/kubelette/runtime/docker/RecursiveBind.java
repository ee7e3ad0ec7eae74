package io.kubelette.runtime.docker;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.github.dockerjava.api.model.BindOptions;
import com.github.dockerjava.api.model.BindPropagation;

/**
 * Options of a mount that is read only with all that is below it, or refused: the client library
 * knows none of these fields.
 */
final class RecursiveBind extends BindOptions {

  private static final long serialVersionUID = 1L;

  RecursiveBind() {
    withPropagation(BindPropagation.R_PRIVATE);
  }

  /** For the client library's mapper. */
  @JsonProperty("ReadOnlyForceRecursive")
  boolean readOnlyForceRecursive() {
    return true;
  }

  /** For the client library's mapper; as other binds do. */
  @JsonProperty("CreateMountpoint")
  boolean createMountpoint() {
    return true;
  }
}
