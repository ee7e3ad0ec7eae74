package io.kubelette.pod;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/** A network that answers at once what a test says, or never. Owned by the test's thread. */
final class ScriptedNetwork implements NetworkCalls {

  /** Answers nothing. */
  static final ProbeAnswer SILENCE = ProbeAnswer.error("silence");

  private final List<ContainerCall> asked = new ArrayList<>();
  private Function<ContainerCall, ProbeAnswer> script = call -> ProbeAnswer.success("");
  private int underWay;

  void answers(ProbeAnswer answer) {
    script = call -> answer;
  }

  void answers(Function<ContainerCall, ProbeAnswer> answers) {
    script = answers;
  }

  /** What was asked since this was last asked for. */
  List<ContainerCall> asked() {
    List<ContainerCall> since = List.copyOf(asked);
    asked.clear();
    return since;
  }

  /** How many questions nobody has answered or taken back. */
  int underWay() {
    return underWay;
  }

  @Override
  public Pending ask(ContainerCall call, Purpose purpose, Consumer<ProbeAnswer> answer) {
    asked.add(call);
    ProbeAnswer said = script.apply(call);
    if (said != SILENCE) {
      answer.accept(said);
      return () -> {};
    }
    underWay++;
    return () -> underWay--;
  }

  @Override
  public void close() {}
}
