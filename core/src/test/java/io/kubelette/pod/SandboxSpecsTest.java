package io.kubelette.pod;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubelette.conformance.Row;
import io.kubelette.model.ContainerPortBuilder;
import io.kubelette.model.EmptyDirVolumeSource;
import io.kubelette.model.PodSecurityContextBuilder;
import io.kubelette.model.PodSpec;
import io.kubelette.model.Quantity;
import io.kubelette.model.ResourceRequirements;
import io.kubelette.model.Sysctl;
import io.kubelette.model.VolumeBuilder;
import io.kubelette.runtime.MemoryVolume;
import io.kubelette.runtime.Namespaces;
import io.kubelette.runtime.Namespaces.Scope;
import io.kubelette.runtime.PodPort;
import io.kubelette.runtime.PortMapping;
import io.kubelette.runtime.PortMapping.Protocol;
import io.kubelette.runtime.SandboxSpec;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** The sandbox that a pod asks for. */
final class SandboxSpecsTest {

  private static SandboxSpec spec(UnaryOperator<PodSpec> change) {
    Scene scene = Scene.nothing().spec(change);
    return SandboxSpecs.of(scene.turn(), scene.turn().pod().orElseThrow(), 3);
  }

  @Test
  @Row("K04-01")
  void aPodThatAsksForNothingHasItsOwn() {
    assertThat(spec(s -> s)).isEqualTo(new SandboxSpec(Scene.POD, 3, "web"));
  }

  @Test
  @Row({"K04-01", "K15-09"})
  void itSharesWhatItAsksFor() {
    assertThat(spec(s -> s.withHostNetwork(true)).namespaces())
        .isEqualTo(new Namespaces(Scope.HOST, Scope.POD, Scope.CONTAINER, null));
    assertThat(spec(s -> s.withHostIPC(true).withHostPID(true)).namespaces())
        .isEqualTo(new Namespaces(Scope.POD, Scope.HOST, Scope.HOST, null));
    assertThat(spec(s -> s.withShareProcessNamespace(true)).namespaces().process())
        .isEqualTo(Scope.POD);
  }

  @Test
  @Row("K16-04")
  void onlyDeclaredHostPortsArePublished() {
    UnaryOperator<PodSpec> ports =
        s ->
            s.withContainers(
                List.of(
                    Scene.container("a")
                        .withPorts(
                            List.of(
                                ContainerPortBuilder.builder().containerPort(80).build(),
                                ContainerPortBuilder.builder()
                                    .containerPort(53)
                                    .hostPort(5353)
                                    .hostIP("127.0.0.1")
                                    .protocol("UDP")
                                    .build()))));

    assertThat(spec(ports).ports())
        .containsExactly(new PortMapping("127.0.0.1", 5353, 53, Protocol.UDP));
  }

  @Test
  @Row("K16-06")
  void aRuntimeIsToldTheDeclaredPortsOfAllContainers() {
    UnaryOperator<PodSpec> ports =
        s ->
            s.withContainers(
                List.of(
                    Scene.container("a")
                        .withPorts(
                            List.of(ContainerPortBuilder.builder().containerPort(80).build())),
                    Scene.container("b")
                        .withPorts(
                            List.of(
                                ContainerPortBuilder.builder()
                                    .containerPort(53)
                                    .hostPort(5353)
                                    .protocol("UDP")
                                    .build()))));

    assertThat(spec(ports).listens())
        .containsExactly(new PodPort(80, Protocol.TCP), new PodPort(53, Protocol.UDP));
    assertThat(spec(s -> ports.apply(s).withHostNetwork(true)).listens()).isEmpty();
  }

  @Test
  @Row("K16-05")
  void onTheHostsNetworkNothingIsPublished() {
    UnaryOperator<PodSpec> ports =
        s ->
            s.withHostNetwork(true)
                .withContainers(
                    List.of(
                        Scene.container("a")
                            .withPorts(
                                List.of(
                                    ContainerPortBuilder.builder()
                                        .containerPort(80)
                                        .hostPort(80)
                                        .build()))));

    assertThat(spec(ports).ports()).isEmpty();
  }

  @Test
  @Row("K15-09")
  void sysctlsAreThePods() {
    var security =
        PodSecurityContextBuilder.builder()
            .sysctls(List.of(new Sysctl("net.ipv4.tcp_syncookies", "1")))
            .build();

    assertThat(spec(s -> s.withSecurityContext(security)).sysctls())
        .isEqualTo(Map.of("net.ipv4.tcp_syncookies", "1"));
  }

  @Test
  @Row("K14-02")
  void aVolumeInMemoryIsAsLargeAsTheSmallestOfItsLimits() {
    var source = new EmptyDirVolumeSource("Memory", Quantity.parse("64Mi"));
    var unlimited = new EmptyDirVolumeSource("Memory", null);
    var limits =
        new ResourceRequirements(Map.of("memory", Quantity.parse("32Mi")), Map.of(), List.of());
    UnaryOperator<PodSpec> volumes =
        s ->
            s.withVolumes(
                List.of(
                    VolumeBuilder.builder().name("m").emptyDir(source).build(),
                    VolumeBuilder.builder().name("u").emptyDir(unlimited).build(),
                    VolumeBuilder.builder()
                        .name("disk")
                        .emptyDir(new EmptyDirVolumeSource(null, null))
                        .build()));

    assertThat(spec(volumes).memoryVolumes())
        .containsExactly(MemoryVolume.of("m", 64 << 20), MemoryVolume.of("u", 0));
    assertThat(
            spec(s ->
                    volumes
                        .apply(s)
                        .withContainers(List.of(Scene.container("a").withResources(limits))))
                .memoryVolumes())
        .containsExactly(MemoryVolume.of("m", 32 << 20), MemoryVolume.of("u", 32 << 20));
  }
}
