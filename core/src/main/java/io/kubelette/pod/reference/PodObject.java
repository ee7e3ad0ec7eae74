package io.kubelette.pod.reference;

/**
 * The name of a ConfigMap or Secret to which pods may refer.
 *
 * @param kind which of the two
 * @param namespace where it lives, and every pod that refers to it
 * @param name its name
 */
public record PodObject(Kind kind, String namespace, String name) {

  /** The kinds of objects that a pod's definition names. */
  public enum Kind {
    /** Configuration that everybody may read. */
    CONFIG_MAP("configmap"),
    /** Configuration that only its pods may read. */
    SECRET("secret");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    /** The word in messages, such as {@code configmap}. */
    public String word() {
      return word;
    }
  }

  /** That it does not exist, in Kubernetes' words: {@code configmap "x" not found}. */
  public ReferenceException notFound() {
    return new ReferenceException("%s \"%s\" not found".formatted(kind.word(), name));
  }
}
