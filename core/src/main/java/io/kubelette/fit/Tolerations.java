package io.kubelette.fit;

import io.kubelette.model.Taint;
import io.kubelette.model.Toleration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Which taints a pod bears. Pure. */
public final class Tolerations {

  private Tolerations() {}

  /** Whether one of them bears the taint; an empty key or effect stands for any. */
  public static boolean tolerate(List<Toleration> tolerations, Taint taint) {
    return tolerations.stream().anyMatch(each -> tolerates(each, taint));
  }

  private static boolean tolerates(Toleration toleration, Taint taint) {
    boolean anyEffect = isEmpty(toleration.effect());
    if (!anyEffect && !Objects.equals(toleration.effect(), taint.effect())) {
      return false;
    }
    boolean anyKey = isEmpty(toleration.key());
    if (!anyKey && !Objects.equals(toleration.key(), taint.key())) {
      return false;
    }
    return "Exists".equals(toleration.operator())
        || (!anyKey && text(toleration.value()).equals(text(taint.value())));
  }

  private static boolean isEmpty(@Nullable String text) {
    return text == null || text.isEmpty();
  }

  private static String text(@Nullable String value) {
    return value == null ? "" : value;
  }
}
