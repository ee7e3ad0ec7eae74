package io.kubelette.runtime.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.Frame;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** What a container of a test has printed. */
final class Output extends ResultCallback.Adapter<Frame> {

  private final StringBuffer text = new StringBuffer();
  private final String awaited;
  private final CountDownLatch found = new CountDownLatch(1);

  private Output(String awaited) {
    this.awaited = awaited;
  }

  /** All that a container which has ended has printed. */
  static String of(DockerClient engine, String id) {
    Output output = new Output("no such line");
    try {
      command(engine, id, false).exec(output).awaitCompletion();
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
    return output.text.toString();
  }

  /** Waits until a running container has printed the line. */
  static void await(DockerClient engine, String id, String line) {
    try (Output output = new Output(line)) {
      command(engine, id, true).exec(output);
      if (!output.found.await(20, TimeUnit.SECONDS)) {
        throw new AssertionError("never printed: " + line + ", but: " + output.text);
      }
    } catch (InterruptedException | IOException interrupted) {
      throw new AssertionError(interrupted);
    }
  }

  private static com.github.dockerjava.api.command.LogContainerCmd command(
      DockerClient engine, String id, boolean follow) {
    return engine.logContainerCmd(id).withStdOut(true).withStdErr(true).withFollowStream(follow);
  }

  @Override
  public void onNext(Frame frame) {
    text.append(new String(frame.getPayload(), StandardCharsets.UTF_8));
    if (text.indexOf(awaited) >= 0) {
      found.countDown();
    }
  }
}
