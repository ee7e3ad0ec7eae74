package io.kubelette.api;

import io.kubelette.model.Namespace;
import io.kubelette.model.NamespaceStatus;
import io.kubelette.model.ObjectMeta;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The rules of namespaces. */
final class NamespaceRules implements KindRules<Namespace> {

  /** Kubernetes: holds a namespace until it is empty. */
  static final String CONTENT = "kubernetes";

  private static final String NAME_LABEL = "kubernetes.io/metadata.name";

  @Override
  public List<String> nameFaults(String name) {
    return Names.dnsLabel(name);
  }

  /** Kubernetes: its name is a label, so that it can be selected. */
  @Override
  public Namespace defaulted(Namespace namespace) {
    ObjectMeta metadata = namespace.metadata();
    Map<String, String> labels = new LinkedHashMap<>(metadata.labels());
    labels.put(NAME_LABEL, Objects.requireNonNullElse(metadata.name(), ""));
    return namespace.withMetadata(metadata.withLabels(labels));
  }

  @Override
  public Namespace atBirth(Namespace namespace) {
    return namespace
        .withSpec(namespace.spec().withFinalizers(List.of(CONTENT)))
        .withStatus(NamespaceStatus.EMPTY.withPhase("Active"));
  }

  @Override
  public Namespace ending(Namespace namespace) {
    return namespace.withStatus(namespace.status().withPhase("Terminating"));
  }

  /** Its content holds it. */
  @Override
  public boolean mayVanish(Namespace namespace) {
    return MetadataRules.mayVanish(namespace.metadata()) && namespace.spec().finalizers().isEmpty();
  }

  @Override
  public Namespace updated(Namespace now, Namespace wanted) {
    return wanted.withSpec(now.spec()).withStatus(now.status());
  }

  @Override
  public Optional<Namespace> statusUpdated(Namespace now, Namespace wanted) {
    return Optional.of(now.withStatus(wanted.status()));
  }
}
