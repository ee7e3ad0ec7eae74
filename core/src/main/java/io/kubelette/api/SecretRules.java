package io.kubelette.api;

import io.kubelette.model.Bytes;
import io.kubelette.model.Secret;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The rules of Secrets. */
final class SecretRules implements KindRules<Secret> {

  private static final Map<String, List<String>> REQUIRED_KEYS =
      Map.of(
          "kubernetes.io/dockercfg", List.of(".dockercfg"),
          "kubernetes.io/dockerconfigjson", List.of(".dockerconfigjson"),
          "kubernetes.io/ssh-auth", List.of("ssh-privatekey"),
          "kubernetes.io/tls", List.of("tls.crt", "tls.key"));

  /** {@code stringData} is only a way to write: it becomes data. */
  @Override
  public Secret defaulted(Secret secret) {
    Map<String, Bytes> data = new LinkedHashMap<>(secret.data());
    secret.stringData().forEach((key, text) -> data.put(key, Bytes.ofUtf8(text)));
    return secret
        .withType(ContainerDefaults.text(secret.type(), "Opaque"))
        .withData(data)
        .withStringData(Map.of());
  }

  @Override
  public void validate(Secret secret, Violations violations) {
    KeyedContent.keys(secret.data().keySet(), violations.at("data"));
    long size =
        secret.data().values().stream().mapToLong(value -> value.toByteArray().length).sum();
    KeyedContent.size(size, violations.at("data"));
    REQUIRED_KEYS.getOrDefault(String.valueOf(secret.type()), List.of()).stream()
        .filter(key -> !secret.data().containsKey(key))
        .forEach(key -> violations.at("data").key(key).required(""));
  }

  @Override
  public void validateUpdate(Secret now, Secret next, Violations violations) {
    if (!Objects.equals(now.type(), next.type())) {
      violations.at("type").invalid(String.valueOf(next.type()), "field is immutable");
    }
    if (Boolean.TRUE.equals(now.immutable())) {
      KeyedContent.frozen(now, next, violations);
    }
  }
}
