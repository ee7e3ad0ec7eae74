package io.kubelette.pod.volume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubelette.conformance.Row;
import io.kubelette.loop.ManualTime;
import io.kubelette.model.Container;
import io.kubelette.model.HostPathVolumeSource;
import io.kubelette.model.PersistentVolumeClaimVolumeSource;
import io.kubelette.model.Volume;
import io.kubelette.model.VolumeBuilder;
import io.kubelette.model.VolumeMountBuilder;
import io.kubelette.pod.reference.KnownObjects;
import io.kubelette.pod.reference.PodPlace;
import io.kubelette.pod.reference.ReferenceException;
import io.kubelette.pod.reference.Samples;
import io.kubelette.runtime.Mount;
import io.kubelette.runtime.ObservedContainer;
import io.kubelette.runtime.ObservedContainer.State;
import io.kubelette.runtime.PodIdentity;
import io.kubelette.runtime.PodObservation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders of the host that pods share: nobody gets out of what is allowed. */
@Row({"K14-03", "K14-07"})
final class HostFoldersTest {

  private static final Instant NOW = Instant.EPOCH;

  @TempDir Path root;
  private Path data;
  private Path outside;
  private NodeFiles node;

  @BeforeEach
  void begin() throws IOException {
    root = root.toRealPath();
    data = Files.createDirectory(root.resolve("data"));
    outside = Files.createDirectory(root.resolve("outside"));
    restart();
  }

  private void restart() {
    node =
        new NodeFiles(
            root.resolve("node"),
            KnownObjects.of(),
            ManualTime.at(NOW),
            AllowedHostPaths.below(List.of(data)));
  }

  private PodFiles pod(String uid) {
    return node.of(new PodIdentity("owner", uid, "default", uid));
  }

  private static Volume hostPath(Path path, String type) {
    return VolumeBuilder.builder()
        .name("v")
        .hostPath(new HostPathVolumeSource(path.toString(), type))
        .build();
  }

  private static final Volume CLAIM =
      VolumeBuilder.builder()
          .name("v")
          .persistentVolumeClaim(new PersistentVolumeClaimVolumeSource("shared", null))
          .build();

  /** {@code part}, or {@code part:ro}. */
  private static Container container(String name, String mount) {
    boolean readOnly = mount.endsWith(":ro");
    String part = mount.replace(":ro", "");
    return Samples.container()
        .withName(name)
        .withVolumeMounts(
            List.of(
                VolumeMountBuilder.builder()
                    .name("v")
                    .mountPath("/v")
                    .subPath(part.isEmpty() ? null : part)
                    .readOnly(readOnly)
                    .build()));
  }

  private static PodPlace place(Volume volume, Container... containers) {
    return Samples.place(
        spec -> spec.withVolumes(List.of(volume)).withContainers(List.of(containers)));
  }

  /** Prepares and mounts as a start does; what is mounted. */
  private Path start(PodFiles files, PodPlace place) {
    return start(files, place, 0, Set.of());
  }

  private Path start(PodFiles files, PodPlace place, int index, Set<String> running) {
    files.prepareVolumes(place);
    Container container = place.pod().spec().containers().get(index);
    Mount mount =
        files.view(new PodFiles.Request(place, container, 0, Map.of(), running)).mounts().get(0);
    files.mounted(container);
    return Path.of(((Mount.HostPath) mount.source()).path());
  }

  @Test
  void aLinkOutOfAnAllowedFolderIsRefusedAndNothingIsMadeBeyondIt() throws IOException {
    Files.createSymbolicLink(data.resolve("out"), outside);
    Files.createSymbolicLink(data.resolve("nowhere"), Path.of("/none/there"));

    for (String type : List.of("", "Directory", "DirectoryOrCreate", "FileOrCreate")) {
      assertThatThrownBy(
              () ->
                  start(
                      pod("a"),
                      place(hostPath(data.resolve("out/made"), type), container("a", ""))))
          .isInstanceOf(VolumeException.class)
          .hasMessage(
              "MountVolume.SetUp failed for volume \"v\" : hostPath %s leads to %s, which is not"
                      .formatted(data.resolve("out/made"), outside.resolve("made"))
                  + " below a path of the host that the node's policy allows");
    }
    assertThatThrownBy(
            () ->
                start(pod("a"), place(hostPath(data.resolve("nowhere/x"), ""), container("a", ""))))
        .hasMessageContaining("a link to nothing");
    assertThatThrownBy(() -> start(pod("a"), place(hostPath(outside, ""), container("a", ""))))
        .hasMessageContaining("is not below a path of the host");
    assertThatThrownBy(
            () ->
                start(
                    pod("a"), place(hostPath(data.resolve("../outside"), ""), container("a", ""))))
        .hasMessageContaining("not below a path of the host");
    assertThat(outside).isEmptyDirectory();
  }

  @Test
  void aLinkThatComesAfterThePreparationIsSeenAtTheMount() throws IOException {
    Files.createDirectory(data.resolve("x"));
    PodPlace place = place(hostPath(data.resolve("x"), ""), container("a", ""));
    PodFiles files = pod("a");
    assertThat(start(files, place)).isEqualTo(data.resolve("x"));

    Files.delete(data.resolve("x"));
    Files.createSymbolicLink(data.resolve("x"), outside);

    PodFiles.Request again =
        new PodFiles.Request(place, place.pod().spec().containers().get(0), 1, Map.of(), Set.of());
    assertThatThrownBy(() -> files.view(again)).isInstanceOf(ReferenceException.class);
  }

  @Test
  void aLinkWithinIsResolvedAndSoIsTheAllowedFolderItself() throws IOException {
    Files.createDirectory(data.resolve("real"));
    Files.createSymbolicLink(data.resolve("link"), Path.of("real"));
    Files.createSymbolicLink(root.resolve("alias"), data);
    AllowedHostPaths allowed = AllowedHostPaths.below(List.of(root.resolve("alias")));

    assertThat(allowed.real(root.resolve("alias/link/new"))).isEqualTo(data.resolve("real/new"));
  }

  @Test
  void whatAnAllowedFolderMeansIsSettledWhenTheNodeStarts() throws IOException {
    Path inner = data.resolve("inner");
    AllowedHostPaths allowed = AllowedHostPaths.below(List.of(data, inner, root.resolve("later")));

    Files.createSymbolicLink(inner, outside);
    Files.createSymbolicLink(root.resolve("later"), outside);

    assertThatThrownBy(() -> allowed.real(inner)).isInstanceOf(ReferenceException.class);
    assertThatThrownBy(() -> allowed.real(root.resolve("later/x")))
        .isInstanceOf(ReferenceException.class);
    assertThatThrownBy(() -> AllowedHostPaths.below(List.of(data, inner)).real(inner))
        .isInstanceOf(ReferenceException.class);
  }

  @Test
  void aPathBelowWhatAnotherPodWritesToIsNotMountedUntilThatIsGone() {
    PodPlace outer = place(hostPath(data, ""), container("a", ""));
    PodPlace inner = place(hostPath(data.resolve("x"), ""), container("a", ""));
    PodFiles writer = pod("writer");
    start(writer, outer);

    assertThatThrownBy(() -> start(pod("other"), inner))
        .isInstanceOf(ReferenceException.class)
        .hasMessageContaining("lies in a folder to which a container that runs may write");
    assertThat(start(pod("same"), outer)).isEqualTo(data);

    writer.removeVolumes();
    pod("same").removeAll();
    assertThat(start(pod("other"), inner)).isEqualTo(data.resolve("x"));
  }

  @Test
  void whoReadsOrWritesBesideDoesNotHoldOthersUp() {
    start(pod("reader"), place(CLAIM, container("a", ":ro")));
    Path one = start(pod("one"), place(CLAIM, container("a", "one")));
    Path two = start(pod("two"), place(CLAIM, container("a", "two")));

    assertThat(one.resolveSibling("two")).isEqualTo(two);
    assertThat(start(pod("three"), place(CLAIM, container("a", "")))).isEqualTo(one.getParent());
    assertThatThrownBy(() -> start(pod("four"), place(CLAIM, container("a", "four"))))
        .isInstanceOf(ReferenceException.class);
  }

  @Test
  void aFolderThatWasMovedIsStillHeldByItsWriter() throws IOException {
    start(pod("writer"), place(CLAIM, container("a", "held")));
    Path claim = root.resolve("node/claims/default/shared");
    Files.createDirectory(claim.resolve("other"));
    Files.move(claim.resolve("held"), claim.resolve("other/moved"));

    assertThatThrownBy(() -> start(pod("next"), place(CLAIM, container("a", "other/moved/part"))))
        .isInstanceOf(ReferenceException.class);
    assertThat(start(pod("next"), place(CLAIM, container("a", "other/part")))).isDirectory();
  }

  @Test
  void aWriterMayNotStartWhileTheEngineMountsWhatLiesBelow() {
    PodPlace inner = place(CLAIM, container("a", "x"));
    PodFiles mounting = pod("mounting");
    mounting.prepareVolumes(inner);
    Container container = inner.pod().spec().containers().get(0);
    mounting.view(new PodFiles.Request(inner, container, 0, Map.of(), Set.of()));
    PodPlace outer = place(CLAIM, container("a", ""));

    assertThatThrownBy(() -> start(pod("writer"), outer))
        .isInstanceOf(ReferenceException.class)
        .hasMessageContaining("is being mounted for another container right now");

    mounting.mounted(container);
    assertThat(start(pod("writer"), outer)).isDirectory();
  }

  @Test
  void aContainerOfThePodThatHasEndedHoldsNothing() {
    PodPlace both = place(CLAIM, container("init", ""), container("main", "x"));
    PodFiles files = pod("both");
    start(files, both, 0, Set.of());

    assertThatThrownBy(() -> start(files, both, 1, Set.of("init")))
        .isInstanceOf(ReferenceException.class);
    assertThat(start(files, both, 1, Set.of())).isDirectory();
    assertThat(start(pod("next"), place(CLAIM, container("a", "y")))).isDirectory();
  }

  @Test
  void whatRunsSinceAnEarlierLifeOfTheNodeHoldsItsFolders() {
    Container container = container("a", "");
    PodPlace outer = place(CLAIM, container);
    PodFiles writer = pod("writer");
    writer.prepareVolumes(outer);
    PodFiles.View view = writer.view(new PodFiles.Request(outer, container, 0, Map.of(), Set.of()));

    restart();
    node.adopt(List.of(running("writer", view)));

    assertThatThrownBy(() -> start(pod("next"), place(CLAIM, container("a", "x"))))
        .isInstanceOf(ReferenceException.class);
    pod("writer").removeVolumes();
    assertThat(start(pod("next"), place(CLAIM, container("a", "x")))).isDirectory();
  }

  private static PodObservation running(String uid, PodFiles.View view) {
    ObservedContainer container =
        new ObservedContainer(
                uid + "-1", "box", "a", 0, "", "", "", State.RUNNING, NOW, NOW, null, Duration.ZERO)
            .withAnnotations(view.annotations());
    return new PodObservation(
        new PodIdentity("owner", uid, "default", uid), List.of(), List.of(container));
  }
}
