package io.kubelette.runtime.docker;

import java.util.Optional;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/** Looks for an engine once in a test run, and says once that there is none. */
final class DockerCondition implements ExecutionCondition {

  private record Engine(Optional<String> missing) {}

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    Engine engine =
        context
            .getRoot()
            .getStore(Namespace.create(DockerCondition.class))
            .computeIfAbsent(Engine.class, first -> look(), Engine.class);
    if (engine.missing().isEmpty()) {
      return ConditionEvaluationResult.enabled("an engine is there");
    }
    if (DockerEngine.isRequired(System.getenv())) {
      throw new IllegalStateException(
          "KUBELETTE_DOCKER=required, and the Docker tests cannot run: " + engine.missing().get());
    }
    return ConditionEvaluationResult.disabled(engine.missing().get());
  }

  private static Engine look() {
    Engine engine = new Engine(DockerEngine.missing());
    if (!DockerEngine.isRequired(System.getenv())) {
      engine.missing().ifPresent(why -> System.out.println("Docker tests skipped: " + why));
    }
    return engine;
  }
}
