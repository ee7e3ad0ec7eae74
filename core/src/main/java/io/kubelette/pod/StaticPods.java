package io.kubelette.pod;

import io.kubelette.manifest.Manifests;
import io.kubelette.model.Container;
import io.kubelette.model.EnvVar;
import io.kubelette.model.ObjectMeta;
import io.kubelette.model.Pod;
import io.kubelette.model.PodStatus;
import io.kubelette.model.Toleration;
import io.kubelette.model.TolerationBuilder;
import io.kubelette.model.Volume;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Pods that come from manifests of their node: their identity, and the annotations by which they
 * are known. Pure.
 */
final class StaticPods {

  private static final Toleration STAYS =
      TolerationBuilder.builder().operator("Exists").effect("NoExecute").build();

  /** Where a pod comes from: {@code api}, {@code file} or {@code http}. */
  static final String SOURCE = "kubernetes.io/config.source";

  /** When its node heard of it first. */
  static final String SEEN = "kubernetes.io/config.seen";

  /** Of a static pod: what tells one definition from another. */
  static final String HASH = "kubernetes.io/config.hash";

  /** Of a mirror pod: the hash of the static pod that it shows. */
  static final String MIRROR = "kubernetes.io/config.mirror";

  static final String API = "api";

  /**
   * Where a manifest was found.
   *
   * @param source {@code file} or {@code http}
   * @param place as it counts for the pod's identity: {@code file:} or {@code url:} and the rest
   */
  record Origin(String source, String place) {

    static Origin file(Path path) {
      return new Origin("file", "file:" + path);
    }

    static Origin url(URI uri) {
      return new Origin("http", "url:" + uri);
    }
  }

  private StaticPods() {}

  /**
   * The pod of a manifest as its node knows it.
   *
   * <p>Kubernetes: the node's name is part of the pod's, so that one manifest may lie on many
   * nodes; a digest of manifest and place is its uid, unless the manifest has one.
   */
  static Pod derived(Pod manifest, Origin origin, String nodeName) {
    ObjectMeta given = manifest.metadata();
    String uid = text(given.uid(), () -> digest(manifest, origin, nodeName));
    Map<String, String> annotations = new LinkedHashMap<>(given.annotations());
    annotations.put(HASH, uid);
    annotations.put(SOURCE, origin.source());
    List<Toleration> tolerations = new ArrayList<>(manifest.spec().tolerations());
    if (origin.source().equals("file")) {
      tolerations.add(STAYS);
    }
    String name = given.name() == null ? null : given.name() + "-" + lowerCase(nodeName);
    return manifest
        .withMetadata(
            given
                .withName(name)
                .withNamespace(text(given.namespace(), () -> "default"))
                .withUid(uid)
                .withAnnotations(annotations))
        .withSpec(manifest.spec().withNodeName(nodeName).withTolerations(tolerations))
        .withStatus(PodStatus.EMPTY.withPhase("Pending"));
  }

  /** First seen then. */
  static Pod seen(Pod pod, Instant at) {
    Map<String, String> annotations = new LinkedHashMap<>(pod.metadata().annotations());
    annotations.put(SEEN, at.toString());
    return pod.withMetadata(pod.metadata().withAnnotations(annotations));
  }

  /** What static pods cannot have: there is nobody to serve it. Empty if there is nothing. */
  static Optional<String> unservable(Pod pod) {
    if (!pod.spec().resourceClaims().isEmpty()) {
      return Optional.of("static pods do not support spec.resourceClaims");
    }
    boolean trusts =
        pod.spec().volumes().stream()
            .map(Volume::projected)
            .filter(Objects::nonNull)
            .flatMap(projected -> projected.sources().stream())
            .anyMatch(source -> source.clusterTrustBundle() != null);
    return trusts
        ? Optional.of("static pods do not support clusterTrustBundle projections")
        : Optional.empty();
  }

  /** Whether it names objects of the API, which its node cannot vouch for: it has no mirror. */
  static boolean refersToTheApi(Pod pod) {
    boolean byVolume =
        pod.spec().volumes().stream()
            .anyMatch(
                volume ->
                    volume.configMap() != null
                        || volume.secret() != null
                        || volume.persistentVolumeClaim() != null
                        || volume.projected() != null);
    boolean byVariable =
        Stream.concat(pod.spec().initContainers().stream(), pod.spec().containers().stream())
            .anyMatch(StaticPods::takesVariablesFromTheApi);
    String account = pod.spec().serviceAccountName();
    return byVolume || byVariable || (account != null && !account.isEmpty());
  }

  private static boolean takesVariablesFromTheApi(Container container) {
    return !container.envFrom().isEmpty()
        || container.env().stream()
            .map(EnvVar::valueFrom)
            .anyMatch(
                from ->
                    from != null
                        && (from.configMapKeyRef() != null || from.secretKeyRef() != null));
  }

  private static String digest(Pod manifest, Origin origin, String nodeName) {
    try {
      MessageDigest md5 = MessageDigest.getInstance("MD5");
      String text = Manifests.toJson(manifest) + "host:" + nodeName + origin.place();
      return HexFormat.of().formatHex(md5.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has MD5", impossible);
    }
  }

  private static String lowerCase(String nodeName) {
    return nodeName.toLowerCase(Locale.ROOT);
  }

  private static String text(@Nullable String given, Supplier<String> otherwise) {
    return given == null || given.isEmpty() ? otherwise.get() : given;
  }

  /** Whether it comes from a manifest of its node. */
  static boolean isStatic(Pod pod) {
    String source = pod.metadata().annotations().get(SOURCE);
    return source != null && !source.equals(API);
  }

  /** Whether it only shows a static pod to the readers of the API. */
  static boolean isMirror(Pod pod) {
    return pod.metadata().annotations().containsKey(MIRROR);
  }
}
