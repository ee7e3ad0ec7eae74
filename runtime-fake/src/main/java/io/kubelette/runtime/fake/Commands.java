package io.kubelette.runtime.fake;

import io.kubelette.runtime.ContainerSession;
import io.kubelette.runtime.ExecSpec;
import io.kubelette.runtime.Outputs;
import io.kubelette.runtime.fake.Fault.Special;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Commands in containers: what the script says, or else the program that is registered under the
 * command's name. In a container that only idles every other command succeeds; in one that runs a
 * program there is no other.
 *
 * <p>Thread-safe because it holds no state of its own.
 */
final class Commands {

  private static final int NOT_FOUND = 127;

  private final Engine engine;
  private final Engine.Parts parts;

  Commands(Engine engine, Engine.Parts parts) {
    this.engine = engine;
    this.parts = parts;
  }

  ContainerSession begin(EngineContainer container, ExecSpec spec, Outputs outputs) {
    Selector.Subject subject = container.subject();
    Duration delay = parts.faults().delay(Special.COMMAND_DELAY, subject);
    Optional<Fault> hang = parts.faults().strike(Special.COMMAND_HANG, subject);
    Optional<Fault> result = parts.faults().strike(Special.COMMAND_RESULT, subject);
    CommandOutput output = new CommandOutput();
    BytePipe stdin = new BytePipe();
    if (result.isEmpty()) {
      run(container, spec, stdin, output);
    }
    String title = "exec in " + container.title();
    return new FakeSession(
        new FakeSession.Parts(
            title,
            spec.streams().takesInput() ? stdin.output() : FakeSession.noInput(),
            () -> {
              parts.loop().clock().sleep(delay);
              if (hang.isPresent()) {
                hang.get().awaitLifted();
              }
              if (result.isPresent()) {
                say(result.get().effect(), output);
              }
              return OptionalInt.of(output.copy(outputs));
            },
            () -> {
              output.close();
              stdin.end();
            }));
  }

  private static void say(Fault.Effect effect, CommandOutput output) {
    write(effect.text(), effect.code() == 0 ? output.out() : output.err());
    output.ended(effect.code());
  }

  private static void write(String text, OutputStream stream) {
    try {
      stream.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException impossibleInMemory) {
      throw new UncheckedIOException(impossibleInMemory);
    }
  }

  private void run(EngineContainer container, ExecSpec spec, BytePipe stdin, CommandOutput output) {
    String name = spec.command().isEmpty() ? "" : spec.command().get(0);
    Program program = parts.images().command(name);
    if (program == null) {
      answer(container, name, output);
      return;
    }
    Belongings belongings = engine.belongings(container);
    InputStream in = spec.streams().takesInput() ? stdin.input() : InputStream.nullInputStream();
    OutputStream err = spec.streams().isTerminal() ? output.out() : output.err();
    ProgramRun.Scene scene =
        new ProgramRun.Scene(container, belongings, spec.command(), in, output.out(), err);
    ProgramRun run =
        new ProgramRun(
            program,
            scene,
            parts.programThreads(),
            code -> {
              output.ended(code);
              belongings.ends(output);
            });
    belongings.begins(output, run);
    run.start();
  }

  /** Nothing runs, so nothing needs a thread. */
  private void answer(EngineContainer container, String name, CommandOutput output) {
    if (parts.images().program(container.spec().image()) == null) {
      output.ended(0);
      return;
    }
    write(
        "exec: \"" + name + "\": no such command; register it with FakeRuntime.command\n",
        output.err());
    output.ended(NOT_FOUND);
  }
}
