package io.kubelette.states;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubelette.api.ImageProgress;
import io.kubelette.api.PullLines;
import io.kubelette.runtime.ContainerRuntimeException.Kind;
import io.kubelette.runtime.fake.Fault;
import io.kubelette.runtime.fake.ImageTraits;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Images that cannot be had, or not soon. */
@Execution(ExecutionMode.CONCURRENT)
final class ImageStatesTest extends StateNode {

  @State("ErrImagePull, then ImagePullBackOff")
  void anImageThatIsNotThere() {
    Fault gone = runtime.whenImage("no-image:1").pullFails(Kind.NOT_FOUND, "manifest unknown");
    pod("no-image");
    awaitEvent("no-image", "Failed", "Failed to pull image \"no-image:1\": manifest unknown");
    awaitEvent("no-image", "Failed", "Error: ErrImagePull");
    awaitWaiting("no-image", "ImagePullBackOff");
    assertThat(waitingMessage("no-image")).startsWith("Back-off pulling image \"no-image:1\"");
    awaitEvent("no-image", "BackOff", "Back-off pulling image");
    gone.lift();
    awaitReady("no-image");
  }

  @State("a pull that asks for a secret")
  void aPrivateImage() {
    Fault locked = runtime.whenImage("private:1").pullNeeds("user", "password");
    pod("private");
    awaitEvent("private", "Failed", "pull access denied for private:1");
    locked.lift();
    awaitReady("private");
  }

  @State("ErrImageNeverPull")
  void anImageThatMustNotBePulled() {
    runtime.absent("never:1");
    pod("never", "    imagePullPolicy: Never");
    awaitWaiting("never", "ErrImageNeverPull");
    runtime.present("never:1");
    awaitReady("never");
  }

  @State("InvalidImageName")
  void aNameThatIsNone() {
    node.apply(
        """
        apiVersion: v1
        kind: Pod
        metadata: {name: nonsense}
        spec: {containers: [{name: main, image: WEB:1}]}
        """);
    awaitWaiting("nonsense", "InvalidImageName");
    awaitEvent("nonsense", "InspectFailed", "Failed to apply default image tag \"WEB:1\"");
  }

  @State("ImageInspectError")
  void anEngineThatCannotLookAtItsImages() {
    Fault blind = runtime.whenImage("unread:1").inspectFails(Kind.TRANSIENT, "bad sector");
    pod("unread");
    awaitWaiting("unread", "ImageInspectError");
    awaitEvent("unread", "InspectFailed", "Failed to inspect image \"unread:1\": bad sector");
    blind.lift();
    awaitReady("unread");
  }

  @State("a pull that never ends")
  void aPullThatHangs() {
    Fault stuck = runtime.whenImage("stuck:1").pullHangs();
    pod("stuck");
    awaitEvent("stuck", "Pulling", "Pulling image \"stuck:1\"");
    awaitWaiting("stuck", "ContainerCreating");
    stuck.lift();
    awaitReady("stuck");
  }

  @State("a pull step by step")
  void aPullOfTwoLayers() {
    List<ImageProgress> heard = new CopyOnWriteArrayList<>();
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    node.pods().watchPulls(each -> hear(each, heard));
    node.pods().watchPulls(PullLines.to(new PrintStream(printed, true, StandardCharsets.UTF_8)));
    runtime.describe("large:1", ImageTraits.NONE.withLayers(4_000_000, 12_000_000));
    runtime.whenImage("large:1").pullTakes(Duration.ofMillis(80));
    pod("large");
    awaitReady("large");
    assertThat(heard.stream().filter(each -> !each.state().layers().isEmpty()))
        .extracting(each -> each.state().doneBytes() / 1_000_000)
        .containsExactly(0L, 1L, 2L, 3L, 4L, 7L, 10L, 13L, 16L);
    assertThat(printed.toString(StandardCharsets.UTF_8))
        .contains("pulling large:1\n")
        .containsPattern("pulled large:1: 2 layers, 16.0 MB in [0-9.]+ s\n");
  }

  private static void hear(ImageProgress progress, List<ImageProgress> heard) {
    if (progress.image().equals("large:1")) {
      heard.add(progress);
    }
  }
}
