package io.kubelette.examples;

import io.kubelette.api.ImageProgress;
import java.io.PrintStream;
import java.util.function.Consumer;

/**
 * Prints when the pull of an image begins and how it ended, a line each. Called from the threads
 * that pull; thread-safe because the stream is.
 */
record PullLines(PrintStream out) implements Consumer<ImageProgress> {

  @Override
  public void accept(ImageProgress progress) {
    String image = progress.image();
    switch (progress.phase()) {
      case PULLING -> {
        if (progress.state().layers().isEmpty()) {
          out.println("pulling " + image);
        }
      }
      case DONE -> out.println("pulled " + image + ", " + progress.state().doneBytes() + " bytes");
      case FAILED -> out.println("could not pull " + image + ", it will be tried again");
    }
  }
}
