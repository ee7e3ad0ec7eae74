package io.kubelette.pod;

import io.kubelette.model.Container;
import io.kubelette.runtime.ContainerSpec;
import io.kubelette.runtime.ObservedSandbox;
import java.util.Map;

/** Resolves a defined container into one that a runtime can create. Pure. */
final class ContainerSpecs {

  private ContainerSpecs() {}

  static ContainerSpec of(
      PodTurn turn, DefinedContainer container, ObservedSandbox sandbox, int attempt) {
    Container definition = container.definition();
    Map<String, String> env = Environment.of(turn, container, sandbox.address());
    return new ContainerSpec(
        turn.identity(),
        sandbox.id(),
        container.name(),
        attempt,
        container.hash(),
        container.image(),
        definition.command().stream().map(word -> VariableReferences.expand(word, env)).toList(),
        definition.args().stream().map(word -> VariableReferences.expand(word, env)).toList(),
        definition.workingDir(),
        env,
        turn.pod().map(Graces::ofPod).orElseThrow());
  }
}
