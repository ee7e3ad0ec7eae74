package io.kubelette.api;

import io.kubelette.model.ConfigMap;
import java.nio.charset.StandardCharsets;

/** The rules of ConfigMaps. */
final class ConfigMapRules implements KindRules<ConfigMap> {

  @Override
  public void validate(ConfigMap map, Violations violations) {
    KeyedContent.keys(map.data().keySet(), violations.at("data"));
    KeyedContent.keys(map.binaryData().keySet(), violations.at("binaryData"));
    map.data().keySet().stream()
        .filter(map.binaryData()::containsKey)
        .forEach(
            key ->
                violations
                    .at("data")
                    .key(key)
                    .invalid(key, "duplicate of key present in binaryData"));
    long text =
        map.data().values().stream()
            .mapToLong(value -> value.getBytes(StandardCharsets.UTF_8).length)
            .sum();
    long bytes =
        map.binaryData().values().stream().mapToLong(value -> value.toByteArray().length).sum();
    KeyedContent.size(text + bytes, violations.at("data"));
  }

  @Override
  public void validateUpdate(ConfigMap now, ConfigMap next, Violations violations) {
    if (Boolean.TRUE.equals(now.immutable())) {
      KeyedContent.frozen(now, next, violations);
    }
  }
}
