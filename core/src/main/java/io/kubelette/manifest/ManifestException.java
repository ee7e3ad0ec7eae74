package io.kubelette.manifest;

import java.util.List;
import java.util.stream.Collectors;

/** A manifest that cannot be read; it tells everything that is wrong, not only the first. */
public final class ManifestException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient List<ManifestProblem> problems;

  ManifestException(List<ManifestProblem> problems) {
    super(
        problems.stream()
            .map(ManifestProblem::toString)
            .collect(Collectors.joining(System.lineSeparator())));
    this.problems = List.copyOf(problems);
  }

  /** What is wrong, in the order of the source; never empty. */
  public List<ManifestProblem> problems() {
    return problems;
  }
}
