package io.kubelette.api;

import io.kubelette.model.KubernetesObject;
import java.util.List;
import java.util.Locale;

/**
 * What an apply did.
 *
 * @param objects one for each object given, in the same order
 * @param warnings what the manifests ask for that is kept but not acted on, each naming object and
 *     field
 */
public record Applied(List<Outcome> objects, List<String> warnings) {

  /** Keeps copies. */
  public Applied {
    objects = List.copyOf(objects);
    warnings = List.copyOf(warnings);
  }

  /** What happened to an object. */
  public enum Change {
    /** It did not exist before. */
    CREATED,
    /** It differed from what was given. */
    CONFIGURED,
    /** It was already so: nothing was written. */
    UNCHANGED
  }

  /**
   * An applied object.
   *
   * @param object as it is stored now
   * @param change what happened to it
   */
  public record Outcome(KubernetesObject object, Change change) {

    /** As kubectl says it: {@code pod/web created}. */
    @Override
    public String toString() {
      return object.kind().toLowerCase(Locale.ROOT)
          + "/"
          + object.metadata().name()
          + " "
          + change.name().toLowerCase(Locale.ROOT);
    }
  }
}
