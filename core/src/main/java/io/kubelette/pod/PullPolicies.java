package io.kubelette.pod;

/** When an image is pulled. Pure. */
final class PullPolicies {

  static final String ALWAYS = "Always";
  static final String IF_NOT_PRESENT = "IfNotPresent";
  static final String NEVER = "Never";

  private PullPolicies() {}

  /**
   * The container's policy; Kubernetes' default where it names none: {@code Always} for the tag
   * latest or no tag, otherwise {@code IfNotPresent}.
   */
  static String of(DefinedContainer container) {
    String named = container.definition().imagePullPolicy();
    if (named != null && !named.isEmpty()) {
      return named;
    }
    String image = container.image();
    if (image.contains("@")) {
      return IF_NOT_PRESENT;
    }
    String last = image.substring(image.lastIndexOf('/') + 1);
    int colon = last.indexOf(':');
    boolean latest = colon < 0 || last.substring(colon + 1).equals("latest");
    return latest ? ALWAYS : IF_NOT_PRESENT;
  }
}
