package io.kubelette.pod;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubelette.runtime.ContainerRuntimeException;
import io.kubelette.runtime.ContainerRuntimeException.Kind;
import io.kubelette.runtime.ContainerSession;
import io.kubelette.runtime.ExecSpec;
import io.kubelette.runtime.Outputs;
import io.kubelette.runtime.TerminalSize;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** The commands of probes and hooks, and what becomes of their ends. */
final class CommandsTest {

  private static final int LIMIT = ProbeConfig.defaults().answerLimit();
  private static final ContainerCall CHECK = new ContainerCall.Exec(List.of("check", "-v"));

  private final List<ExecSpec> asked = new ArrayList<>();
  private final List<String> closed = new ArrayList<>();

  @Test
  void aCommandThatEndsWithZeroIsWellAndKeepsWhatItSaid() {
    Commands commands = ending(0, "fine", "");

    assertThat(commands.run("c-1", CHECK)).isEqualTo(ProbeAnswer.success("fine"));
    assertThat(asked).containsExactly(ExecSpec.of("c-1", List.of("check", "-v")));
  }

  @Test
  void aCommandThatEndsOtherwiseFailsWithBothOfItsOutputs() {
    Commands commands = ending(3, "trying; ", "no disk");

    assertThat(commands.run("c-1", CHECK)).isEqualTo(ProbeAnswer.failure("trying; no disk"));
  }

  @Test
  void keepsTheFirstTenKibibytesOfWhatACommandSays() {
    Commands commands = ending(1, "a".repeat(10 * 1024 - 1) + "bc", "d");

    String said = commands.run("c-1", CHECK).output();

    assertThat(said).hasSize(10 * 1024).endsWith("ab");
  }

  @Test
  void keepsNoMoreOfWhatComesByteAfterByte() {
    Commands commands =
        with(
            outputs -> {
              for (int i = 0; i < 20 * 1024; i++) {
                write(outputs.out(), new byte[] {'x'});
              }
              return OptionalInt.of(0);
            });

    assertThat(commands.run("c-1", CHECK).output()).hasSize(10 * 1024).hasSize(LIMIT);
  }

  @Test
  void whatCannotBeAskedSaysNothingAboutTheContainer() {
    Commands refused = with(outputs -> fail(Kind.NOT_FOUND, "no such container"));
    Commands unable = new Commands(Optional::empty, LIMIT);

    assertThat(refused.run("c-1", CHECK)).isEqualTo(ProbeAnswer.error("no such container"));
    assertThat(unable.run("c-1", CHECK).kind()).isEqualTo(ProbeAnswer.Kind.ERROR);
  }

  @Test
  void aQuestionOverTheNetworkIsNoCommand() {
    ContainerCall.Endpoint endpoint = new ContainerCall.Endpoint("10.0.0.1", 80);

    ProbeAnswer answer = ending(0, "", "").run("c-1", new ContainerCall.Tcp(endpoint));

    assertThat(answer.kind()).isEqualTo(ProbeAnswer.Kind.ERROR);
    assertThat(asked).isEmpty();
  }

  @Test
  void whatIsCalledBackIsCancelledAndNotAnAnswer() {
    Commands commands = with(outputs -> fail(Kind.CANCELLED, "interrupted"));

    assertThatThrownBy(() -> commands.run("c-1", CHECK)).isInstanceOf(CancellationException.class);
  }

  @Test
  void theSessionIsClosedHoweverTheCommandEnds() {
    ending(0, "", "").run("c-1", CHECK);
    with(outputs -> fail(Kind.TRANSIENT, "broken off")).run("c-2", CHECK);

    assertThat(closed).containsExactly("c-1", "c-2");
  }

  private Commands ending(int code, String out, String err) {
    return with(
        outputs -> {
          write(outputs.out(), out.getBytes(StandardCharsets.UTF_8));
          write(outputs.err(), err.getBytes(StandardCharsets.UTF_8));
          return OptionalInt.of(code);
        });
  }

  private Commands with(Function<Outputs, OptionalInt> end) {
    return new Commands(
        () ->
            Optional.of(
                (spec, outputs) -> {
                  asked.add(spec);
                  return new Session(() -> end.apply(outputs), spec.containerId());
                }),
        LIMIT);
  }

  private static OptionalInt fail(Kind kind, String message) {
    throw new ContainerRuntimeException(kind, message);
  }

  private static void write(OutputStream stream, byte[] bytes) {
    try {
      stream.write(bytes);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private final class Session implements ContainerSession {

    private final Supplier<OptionalInt> end;
    private final String containerId;

    Session(Supplier<OptionalInt> end, String containerId) {
      this.end = end;
      this.containerId = containerId;
    }

    @Override
    public OutputStream stdin() {
      return OutputStream.nullOutputStream();
    }

    @Override
    public void resize(TerminalSize size) {}

    @Override
    public OptionalInt await() {
      return end.get();
    }

    @Override
    public void close() {
      closed.add(containerId);
    }
  }
}
