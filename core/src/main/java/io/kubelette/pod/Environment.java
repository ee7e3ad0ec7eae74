package io.kubelette.pod;

import io.kubelette.model.EnvVar;
import io.kubelette.model.EnvVarSource;
import io.kubelette.model.ObjectMeta;
import io.kubelette.model.Pod;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The environment of a container. Pure. */
final class Environment {

  private final PodTurn turn;
  private final Pod pod;
  private final @Nullable String address;

  private Environment(PodTurn turn, @Nullable String address) {
    this.turn = turn;
    this.pod = turn.pod().orElseThrow();
    this.address = address;
  }

  /**
   * The variables in the order of the definition, of which later ones may refer to earlier ones.
   * Variables whose source Kubelette does not act on are left out; the API warns of them.
   */
  static Map<String, String> of(
      PodTurn turn, DefinedContainer container, @Nullable String address) {
    Environment environment = new Environment(turn, address);
    Map<String, String> env = new LinkedHashMap<>();
    for (EnvVar variable : container.definition().env()) {
      environment.value(variable, env).ifPresent(value -> env.put(variable.name(), value));
    }
    return env;
  }

  private Optional<String> value(EnvVar variable, Map<String, String> earlier) {
    EnvVarSource source = variable.valueFrom();
    if (source == null) {
      String text = variable.value() == null ? "" : variable.value();
      return Optional.of(VariableReferences.expand(text, earlier));
    }
    return source.fieldRef() == null
        ? Optional.empty()
        : field(String.valueOf(source.fieldRef().fieldPath()));
  }

  private Optional<String> field(String path) {
    ObjectMeta metadata = pod.metadata();
    String value =
        switch (path) {
          case "metadata.name" -> metadata.name();
          case "metadata.namespace" -> metadata.namespace();
          case "metadata.uid" -> metadata.uid();
          case "spec.nodeName" -> turn.context().node().name();
          case "spec.serviceAccountName" -> pod.spec().serviceAccountName();
          case "status.hostIP", "status.hostIPs" -> turn.context().node().address();
          case "status.podIP", "status.podIPs" -> address;
          default -> keyed(path, metadata);
        };
    return Optional.of(value == null ? "" : value);
  }

  private static @Nullable String keyed(String path, ObjectMeta metadata) {
    int open = path.indexOf("['");
    if (open < 0 || !path.endsWith("']")) {
      return null;
    }
    String key = path.substring(open + 2, path.length() - 2);
    return path.startsWith("metadata.labels")
        ? metadata.labels().get(key)
        : metadata.annotations().get(key);
  }
}
