package io.kubelette.api;

import io.kubelette.model.KubernetesObject;
import io.kubelette.model.ResourceType;
import java.util.List;

/** What a client is told of an object that it has written: what is kept, but not acted on. Pure. */
final class Notices {

  private Notices() {}

  static List<String> of(KubernetesObject object) {
    return Unattended.note(ResourceType.of(object)).map(List::of).orElse(List.of());
  }
}
