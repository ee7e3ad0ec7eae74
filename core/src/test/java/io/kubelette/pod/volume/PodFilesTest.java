package io.kubelette.pod.volume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubelette.conformance.Row;
import io.kubelette.loop.ManualTime;
import io.kubelette.model.ConfigMapVolumeSource;
import io.kubelette.model.Container;
import io.kubelette.model.EmptyDirVolumeSource;
import io.kubelette.model.HostAlias;
import io.kubelette.model.HostPathVolumeSource;
import io.kubelette.model.Opaque;
import io.kubelette.model.PersistentVolumeClaimVolumeSource;
import io.kubelette.model.PodSecurityContextBuilder;
import io.kubelette.model.PodSpec;
import io.kubelette.model.Volume;
import io.kubelette.model.VolumeBuilder;
import io.kubelette.model.VolumeMount;
import io.kubelette.model.VolumeMountBuilder;
import io.kubelette.pod.reference.KnownObjects;
import io.kubelette.pod.reference.PodPlace;
import io.kubelette.pod.reference.ReferenceException;
import io.kubelette.pod.reference.Samples;
import io.kubelette.runtime.Mount;
import io.kubelette.runtime.Mount.Access;
import io.kubelette.runtime.PodIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files of a pod, on a real file system. */
final class PodFilesTest {

  private static final PodIdentity POD = new PodIdentity("owner", "uid-1", "default", "web");

  @TempDir Path root;
  private final KnownObjects objects = KnownObjects.of(Samples.configMap("settings", "a", "1"));
  private NodeFiles node;
  private PodFiles files;

  @BeforeEach
  void begin() throws IOException {
    root = root.toRealPath();
    restart();
  }

  private void restart() {
    node =
        new NodeFiles(
            root,
            objects,
            ManualTime.at(Instant.parse("2026-03-01T12:00:00Z")),
            AllowedHostPaths.anywhere());
    files = node.of(POD);
  }

  private static Volume emptyDir(String name) {
    return VolumeBuilder.builder()
        .name(name)
        .emptyDir(new EmptyDirVolumeSource(null, null))
        .build();
  }

  private static Volume configMap(String name) {
    return VolumeBuilder.builder()
        .name(name)
        .configMap(new ConfigMapVolumeSource("settings", List.of(), null, null))
        .build();
  }

  private static VolumeMountBuilder mount(String volume) {
    return VolumeMountBuilder.builder().name(volume).mountPath("/" + volume);
  }

  private static Container container(VolumeMount... mounts) {
    return Samples.container().withVolumeMounts(List.of(mounts));
  }

  private static PodPlace place(Container container, Volume... volumes) {
    return Samples.place(
        spec -> spec.withContainers(List.of(container)).withVolumes(List.of(volumes)));
  }

  private List<Mount> mounts(PodPlace place) {
    Container container = place.pod().spec().containers().get(0);
    return files
        .view(
            new PodFiles.Request(
                place,
                container,
                0,
                Map.of("WHO", "me", "EMPTY", "", "UP", "..", "ROOT", "/etc"),
                Set.of()))
        .mounts();
  }

  private Path volume(String kind, String name) {
    return root.resolve("pods/uid-1/volumes/kubernetes.io~" + kind + "/" + name);
  }

  private static int mode(Path path) throws IOException {
    return (Integer) Files.getAttribute(path, "unix:mode") & 07777;
  }

  private static String source(Mount mount) {
    return ((Mount.HostPath) mount.source()).path();
  }

  @Test
  @Row("K14-02")
  void anEmptyDirIsOpenToAllAndSurvivesTheNode() throws IOException {
    PodPlace place = place(container(), emptyDir("v"));
    files.prepareVolumes(place);
    assertThat(mode(volume("empty-dir", "v"))).isEqualTo(0777);
    Files.writeString(volume("empty-dir", "v").resolve("kept"), "x");

    restart();
    files.prepareVolumes(place);
    assertThat(volume("empty-dir", "v").resolve("kept")).hasContent("x");

    files.removeVolumes();
    assertThat(volume("empty-dir", "v")).doesNotExist();
    files.removeAll();
    files.removeAll();
    assertThat(root.resolve("pods")).isEmptyDirectory();
    assertThat(root.resolve("trash")).isEmptyDirectory();
  }

  @Test
  @Row("K14-10")
  void anEmptyDirBelongsToTheGroupOfThePod() throws IOException {
    UnaryOperator<PodSpec> grouped =
        spec ->
            spec.withVolumes(List.of(emptyDir("v")))
                .withSecurityContext(PodSecurityContextBuilder.builder().fsGroup(1001L).build());
    files.prepareVolumes(Samples.place(grouped));

    assertThat(mode(volume("empty-dir", "v"))).isEqualTo(02777);
    assertThat(Files.getAttribute(volume("empty-dir", "v"), "unix:gid")).isEqualTo(1001);
  }

  @Test
  @Row({"K14-04", "K14-08"})
  void objectsAreMountedReadOnlyAndFollowTheirChanges() throws IOException {
    PodPlace place = place(container(mount("v").build()), configMap("v"));
    files.prepareVolumes(place);
    assertThat(mounts(place).get(0))
        .isEqualTo(Mount.of("/v", volume("configmap", "v").toString()).readOnly());
    assertThat(volume("configmap", "v").resolve("a")).hasContent("1");
    Path before = Files.readSymbolicLink(volume("configmap", "v").resolve("..data"));

    files.prepareVolumes(place);
    assertThat(Files.readSymbolicLink(volume("configmap", "v").resolve("..data")))
        .isEqualTo(before);
    objects.put(Samples.configMap("settings", "b", "2"));
    files.prepareVolumes(place);

    assertThat(volume("configmap", "v").resolve("b")).hasContent("2");
    assertThat(volume("configmap", "v").resolve("a")).doesNotExist();
  }

  @Test
  @Row("K14-01")
  void oneThatCannotBePreparedIsNamedAndTheOthersAre() {
    objects.remove("ConfigMap", "settings");

    assertThatThrownBy(
            () -> files.prepareVolumes(place(container(), configMap("bad"), emptyDir("good"))))
        .isInstanceOf(VolumeException.class)
        .hasMessage(
            "MountVolume.SetUp failed for volume \"bad\" : configmap \"settings\" not found");
    assertThat(volume("empty-dir", "good")).isDirectory();
  }

  @Test
  @Row({"K14-11", "K14-03"})
  void whatNeedsADriverIsRefusedWithWhatCanBeUsed() {
    Volume nfs = VolumeBuilder.builder().name("v").nfs(new Opaque(Map.of())).build();
    Volume file =
        VolumeBuilder.builder()
            .name("v")
            .hostPath(new HostPathVolumeSource(root + "/none", "Directory"))
            .build();

    assertThatThrownBy(() -> files.prepareVolumes(place(container(), nfs)))
        .hasMessageContaining("use emptyDir, hostPath");
    assertThatThrownBy(() -> files.prepareVolumes(place(container(), file)))
        .hasMessage(
            "MountVolume.SetUp failed for volume \"v\" : hostPath type check failed: "
                + root
                + "/none is not a directory");
  }

  @Test
  @Row("K14-11")
  void aClaimIsAFolderOfTheNodeThatOutlivesItsPods() throws IOException {
    Volume claim =
        VolumeBuilder.builder()
            .name("v")
            .persistentVolumeClaim(new PersistentVolumeClaimVolumeSource("../data", true))
            .build();
    PodPlace place = place(container(mount("v").build()), claim);
    files.prepareVolumes(place);

    Mount mount = mounts(place).get(0);
    assertThat(Path.of(source(mount)).getParent()).isEqualTo(root.resolve("claims/default"));
    assertThat(mount.access()).isEqualTo(Access.READ_ONLY);
    Files.writeString(Path.of(source(mount)).resolve("kept"), "x");
    files.removeAll();
    assertThat(Path.of(source(mount)).resolve("kept")).hasContent("x");
  }

  @Test
  @Row("K14-02")
  void aVolumeInMemoryIsTheSandboxs() {
    Volume memory =
        VolumeBuilder.builder()
            .name("m")
            .emptyDir(new EmptyDirVolumeSource("Memory", null))
            .build();
    PodPlace place =
        place(
            container(mount("m").build(), mount("m").mountPath("/n").subPath("x").build()), memory);
    files.prepareVolumes(place);

    assertThat(mounts(place))
        .extracting(Mount::source)
        .startsWith(new Mount.Memory("m", null), new Mount.Memory("m", "x"));
    assertThat(volume("empty-dir", "m")).doesNotExist();
  }

  @Test
  @Row("K14-07")
  void aPartOfAVolumeIsMadeAndMayBeNamedByVariables() {
    PodPlace place =
        place(
            container(
                mount("v").subPath("logs/a").build(),
                mount("v").mountPath("/w").subPathExpr("by/$(WHO)").build()),
            emptyDir("v"));
    files.prepareVolumes(place);

    assertThat(mounts(place))
        .extracting(mount -> mount.path() + "=" + source(mount))
        .startsWith(
            "/v=" + volume("empty-dir", "v") + "/logs/a",
            "/w=" + volume("empty-dir", "v") + "/by/me");
    assertThat(volume("empty-dir", "v").resolve("by/me")).isDirectory();
  }

  @Test
  @Row("K14-07")
  void aPartThatLeadsOutIsRefused() {
    for (String part : List.of("/etc", "../x", "a/../../x")) {
      PodPlace place = place(container(mount("v").subPath(part).build()), emptyDir("v"));
      files.prepareVolumes(place);
      assertThatThrownBy(() -> mounts(place)).isInstanceOf(ReferenceException.class);
    }
    for (String expr : List.of("$(ROOT)", "a/$(UP)", "$(UP)/etc", "$(UP)$(UP)/../x")) {
      PodPlace place = place(container(mount("v").subPathExpr(expr).build()), emptyDir("v"));
      assertThatThrownBy(() -> mounts(place)).as(expr).isInstanceOf(ReferenceException.class);
    }
    PodPlace unknown = place(container(mount("v").subPathExpr("$(NONE)").build()), emptyDir("v"));
    assertThatThrownBy(() -> mounts(unknown)).hasMessage("missing value for \"NONE\"");
  }

  @Test
  @Row("K14-07")
  void aPartOfAnObjectIsACopyThatStaysAsItIs() throws IOException {
    PodPlace place = place(container(mount("v").subPath("a").build()), configMap("v"));
    files.prepareVolumes(place);
    Path copy = Path.of(source(mounts(place).get(0)));
    assertThat(copy).isRegularFile().hasContent("1");

    objects.put(Samples.configMap("settings", "a", "2"));
    files.prepareVolumes(place);
    assertThat(copy).hasContent("1");

    assertThat(source(mounts(place).get(0))).isEqualTo(copy.toString());
    assertThat(copy).hasContent("2");
  }

  @Test
  @Row({"K16-02", "K14-09"})
  void theHostsFileIsTheNodesUnlessTheContainerBringsItsOwn() throws IOException {
    PodPlace place =
        Samples.place(
            spec -> spec.withHostAliases(List.of(new HostAlias("1.2.3.4", List.of("one")))));
    Path hosts = root.resolve("pods/uid-1/etc-hosts");

    assertThat(mounts(place)).contains(Mount.of("/etc/hosts", hosts.toString()));
    assertThat(Files.readString(hosts))
        .startsWith("# Kubernetes-managed hosts file.")
        .contains("\n10.1.0.7\tweb\n")
        .endsWith("\n1.2.3.4\tone\n");
    assertThat(mode(hosts)).isEqualTo(0644);

    Files.writeString(hosts, "spoilt");
    Object file = Files.getAttribute(hosts, "unix:ino");
    mounts(place);
    assertThat(Files.readString(hosts)).contains("10.1.0.7");
    assertThat(Files.getAttribute(hosts, "unix:ino")).isEqualTo(file);

    PodPlace own = place(container(mount("v").mountPath("/etc/hosts").build()), emptyDir("v"));
    files.prepareVolumes(own);
    assertThat(mounts(own)).hasSize(1);
  }

  @Test
  void aHostsFileThatWasReservedIsMountedBeforeThereIsAnAddress() throws IOException {
    PodPlace place = Samples.place(spec -> spec);
    PodPlace early =
        new PodPlace(place.pod(), place.nodeName(), place.nodeAddress(), null, Map.of());
    Path hosts = root.resolve("pods/uid-1/etc-hosts");
    assertThat(mounts(early)).extracting(Mount::path).doesNotContain("/etc/hosts");

    files.reserveHosts();
    assertThat(mounts(early)).contains(Mount.of("/etc/hosts", hosts.toString()));
    assertThat(hosts).isEmptyFile();
    Object file = Files.getAttribute(hosts, "unix:ino");

    files.writeHosts(place);
    files.reserveHosts();
    assertThat(Files.readString(hosts)).contains("10.1.0.7");
    assertThat(Files.getAttribute(hosts, "unix:ino")).isEqualTo(file);
    assertThat(mode(hosts)).isEqualTo(0644);
  }

  @Test
  @Row({"K17-01", "K00-22"})
  void eachAttemptHasAFileForItsLastWords() throws IOException {
    Container container = Samples.container().withTerminationMessagePath("/dev/termination-log");
    PodPlace place = place(container);
    Path log = root.resolve("pods/uid-1/containers/a.0");

    assertThat(mounts(place)).contains(Mount.of("/dev/termination-log", log.toString()));
    assertThat(mode(log)).isEqualTo(0666);
    assertThat(files.terminationMessage("a", 0, 4096)).isEmpty();
    assertThat(files.terminationMessage("a", 1, 4096)).isEmpty();

    Files.writeString(log, "x".repeat(5000) + "the end");
    assertThat(files.terminationMessage("a", 0, 4096).orElseThrow())
        .hasSize(4096)
        .endsWith("the end");
    assertThat(files.terminationMessage("a", 0, 7)).contains("the end");
    Files.delete(log);
    Files.createSymbolicLink(log, Path.of("/etc/passwd"));
    assertThat(files.terminationMessage("a", 0, 4096)).isEmpty();
  }

  @Test
  @Row("K14-02")
  void whatAVolumeHoldsIsMeasuredWithoutItsLinks() throws IOException {
    files.prepareVolumes(place(container(), emptyDir("v")));
    Path folder = volume("empty-dir", "v");
    Files.createDirectories(folder.resolve("a/b"));
    Files.write(folder.resolve("a/b/c"), new byte[1000]);
    Files.write(folder.resolve("d"), new byte[24]);
    Files.createSymbolicLink(folder.resolve("up"), root);

    assertThat(node.bytes("uid-1", "v")).isEqualTo(1024);
    assertThat(node.bytes("uid-1", "none")).isZero();
    assertThat(node.bytes("../..", "v")).isZero();
  }

  @Test
  @Row("K15-09")
  void aSeccompProfileLiesInTheNodesFolder() throws IOException {
    Files.createDirectories(root.resolve("seccomp/profiles"));
    Files.writeString(root.resolve("seccomp/profiles/strict.json"), "{}");
    Files.writeString(root.resolve("secret"), "x");
    Files.createSymbolicLink(root.resolve("seccomp/out"), root.resolve("secret"));

    assertThat(files.seccompProfile("profiles/strict.json")).isEqualTo("{}");
    for (String name : List.of("../secret", "/etc/passwd", "out", "none.json")) {
      assertThatThrownBy(() -> files.seccompProfile(name)).isInstanceOf(ReferenceException.class);
    }
  }

  @Test
  @Row("K14-12")
  void whatAnEarlierLifeLeftIsKnownByItsUid() throws IOException {
    assertThat(node.leftovers()).isEmpty();
    files.prepareVolumes(place(container(), emptyDir("v")));
    Files.createDirectories(root.resolve("trash/old/x"));

    assertThat(node.leftovers()).containsExactly("uid-1");
    assertThat(root.resolve("trash")).isEmptyDirectory();
  }

  @Test
  @Row("K14-12")
  void aUidThatIsAPathLeadsNowhere() throws IOException {
    Path outside = Files.createDirectory(root.resolve("outside"));
    PodFiles evil = node.of(new PodIdentity("owner", "../outside", "default", "web"));

    evil.prepareVolumes(place(container(), emptyDir("../../../../outside/x")));
    evil.removeAll();

    assertThat(outside).isEmptyDirectory();
    assertThat(Files.exists(outside, LinkOption.NOFOLLOW_LINKS)).isTrue();
  }
}
