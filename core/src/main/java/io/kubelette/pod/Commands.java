package io.kubelette.pod;

import io.kubelette.runtime.ContainerRuntimeException;
import io.kubelette.runtime.ContainerSession;
import io.kubelette.runtime.ExecSource;
import io.kubelette.runtime.ExecSpec;
import io.kubelette.runtime.Outputs;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;

/**
 * Runs the commands of probes and hooks.
 *
 * <p>Called on the I/O pool. Thread-safe because it holds no state of its own.
 *
 * @param exec what runs them; empty where the runtime cannot
 * @param limit how many bytes are kept of what a command says
 */
record Commands(Supplier<Optional<ExecSource>> exec, int limit) {

  /** Blocks until the command ends or this thread is interrupted. */
  ProbeAnswer run(String containerId, ContainerCall call) {
    if (!(call instanceof ContainerCall.Exec asked)) {
      return ProbeAnswer.error("not a command: " + call);
    }
    ExecSource source = exec.get().orElse(null);
    if (source == null) {
      return ProbeAnswer.error("this runtime runs no commands in containers");
    }
    Output output = new Output(limit);
    try (ContainerSession session =
        source.exec(ExecSpec.of(containerId, asked.command()), Outputs.merged(output))) {
      int code = session.await().orElse(0);
      return code == 0
          ? ProbeAnswer.success(output.text())
          : new ProbeAnswer(ProbeAnswer.Kind.FAILURE, output.text());
    } catch (ContainerRuntimeException failure) {
      if (failure.kind() == ContainerRuntimeException.Kind.CANCELLED) {
        throw new CancellationException("called back");
      }
      return ProbeAnswer.error(failure.getMessage());
    }
  }

  /** Keeps the beginning of what is written. */
  private static final class Output extends OutputStream {
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private final int limit;

    Output(int limit) {
      this.limit = limit;
    }

    @Override
    public void write(int b) {
      if (kept.size() < limit) {
        kept.write(b);
      }
    }

    @Override
    public void write(byte[] bytes, int from, int length) {
      kept.write(bytes, from, Math.min(length, limit - kept.size()));
    }

    String text() {
      return kept.toString(StandardCharsets.UTF_8);
    }
  }
}
