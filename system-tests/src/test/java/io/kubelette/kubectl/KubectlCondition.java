package io.kubelette.kubectl;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Whether kubectl can be run. */
final class KubectlCondition implements ExecutionCondition {

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    String path = String.valueOf(System.getenv("PATH"));
    boolean there =
        Arrays.stream(path.split(File.pathSeparator))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, "kubectl")));
    if (there) {
      return ConditionEvaluationResult.enabled("kubectl is there");
    }
    if ("required".equals(System.getenv("KUBELETTE_KUBECTL"))) {
      throw new IllegalStateException("KUBELETTE_KUBECTL=required, but there is no kubectl");
    }
    return ConditionEvaluationResult.disabled("there is no kubectl on the PATH");
  }
}
