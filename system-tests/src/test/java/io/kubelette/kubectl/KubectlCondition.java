package io.kubelette.kubectl;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Whether there is a kubectl that is new enough. {@code KUBELETTE_KUBECTL} in the environment makes
 * it {@code required}, or turns these tests {@code off}.
 */
final class KubectlCondition implements ExecutionCondition {

  /** Kubernetes: the release whose kubectl has all forms of the tests. */
  private static final int LEAST_MINOR = 31;

  private static final Pattern VERSION = Pattern.compile("Client Version: v1\\.(\\d+)");

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    String wish = String.valueOf(System.getenv("KUBELETTE_KUBECTL"));
    if ("off".equals(wish)) {
      return ConditionEvaluationResult.disabled("KUBELETTE_KUBECTL=off");
    }
    String found = found();
    Matcher version = VERSION.matcher(found);
    if (version.find() && Integer.parseInt(version.group(1)) >= LEAST_MINOR) {
      return ConditionEvaluationResult.enabled(found);
    }
    String why = "these tests need kubectl 1." + LEAST_MINOR + " or newer: " + found;
    if ("required".equals(wish)) {
      throw new IllegalStateException("KUBELETTE_KUBECTL=required, but " + why);
    }
    return ConditionEvaluationResult.disabled(why);
  }

  private static String found() {
    String path = String.valueOf(System.getenv("PATH"));
    if (Arrays.stream(path.split(File.pathSeparator))
        .noneMatch(folder -> Files.isExecutable(Path.of(folder, "kubectl")))) {
      return "there is none on the PATH";
    }
    try {
      Process process = new ProcessBuilder("kubectl", "version", "--client").start();
      process.getOutputStream().close();
      return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException failure) {
      return failure.toString();
    }
  }
}
