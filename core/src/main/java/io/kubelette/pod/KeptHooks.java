package io.kubelette.pod;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kubelette.model.ContainerBuilder;
import io.kubelette.model.Lifecycle;
import io.kubelette.model.LifecycleHandler;
import io.kubelette.runtime.ObservedContainer;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The hooks before the end, kept with containers for the time when nobody defines them. Pure. */
final class KeptHooks {

  /** Kubernetes' own name for it. */
  private static final String PRE_STOP = "io.kubernetes.container.preStopHandler";

  private static final ObjectMapper JSON = new ObjectMapper();

  private KeptHooks() {}

  static Map<String, String> annotations(DefinedContainer container) {
    LifecycleHandler hook = container.preStop();
    try {
      return hook == null ? Map.of() : Map.of(PRE_STOP, JSON.writeValueAsString(hook));
    } catch (JsonProcessingException unwritable) {
      throw new IllegalStateException("a hook that cannot be written: " + hook, unwritable);
    }
  }

  /** What of its definition a container carries itself; null if nothing that matters at its end. */
  static @Nullable DefinedContainer definition(ObservedContainer orphan) {
    String kept = orphan.annotations().get(PRE_STOP);
    if (kept == null) {
      return null;
    }
    try {
      LifecycleHandler hook = JSON.readValue(kept, LifecycleHandler.class);
      return new DefinedContainer(
          new ContainerRef(ContainerRole.APP, orphan.name()),
          ContainerBuilder.builder()
              .name(orphan.name())
              .image(orphan.image())
              .lifecycle(new Lifecycle(null, hook, null))
              .build(),
          "Always");
    } catch (JsonProcessingException foreign) {
      return null;
    }
  }
}
