package io.kubelette.model;

import java.util.List;

/** A command to run inside a container. */
@Shape
public record ExecAction(List<String> command) implements ExecActionBuilder.With {
  public ExecAction {
    command = Frozen.list(command);
  }
}
