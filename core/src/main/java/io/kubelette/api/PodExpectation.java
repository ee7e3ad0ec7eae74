package io.kubelette.api;

import io.kubelette.model.Pod;
import io.kubelette.model.ResourceType;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Something that all selected pods are to be, and how many there must be at least. */
record PodExpectation(Wanted wanted, String namespace, String labels) implements Expectation {

  /** So many pods are explained; of more, only the number is told. */
  private static final int EXPLAINED = 5;

  /**
   * What is wanted of each pod.
   *
   * @param state its name for people
   * @param atLeast how many pods there must be
   */
  record Wanted(String state, int atLeast, Predicate<Pod> test) {}

  @Override
  public Set<ResourceType<?>> concerns() {
    return Set.of(ResourceType.POD);
  }

  @Override
  public Optional<String> missing(ApiServer api) {
    List<Pod> pods = api.list(Query.of(ResourceType.POD).in(namespace).labels(labels)).items();
    List<Pod> lacking = pods.stream().filter(pod -> !wanted.test().test(pod)).toList();
    if (lacking.isEmpty() && pods.size() >= wanted.atLeast()) {
      return Optional.empty();
    }
    StringBuilder text = new StringBuilder();
    text.append(pods.size() - lacking.size()).append(" of ").append(pods.size());
    text.append(" pods are ").append(wanted.state()).append(" (").append(selection());
    if (pods.size() < wanted.atLeast()) {
      text.append("; at least ").append(wanted.atLeast()).append(" wanted");
    }
    text.append(')');
    lacking.stream()
        .limit(EXPLAINED)
        .forEach(pod -> text.append("\n  ").append(PodExplanation.of(pod, api)));
    if (lacking.size() > EXPLAINED) {
      text.append("\n  and ").append(lacking.size() - EXPLAINED).append(" more");
    }
    return Optional.of(text.toString());
  }

  private String selection() {
    String place = namespace.isEmpty() ? "all namespaces" : "namespace " + namespace;
    return labels.isEmpty() ? place : labels + " in " + place;
  }
}
