package io.kubelette.api;

import io.kubelette.model.ConfigMapVolumeSource;
import io.kubelette.model.DownwardAPIProjection;
import io.kubelette.model.DownwardAPIVolumeFile;
import io.kubelette.model.DownwardAPIVolumeSource;
import io.kubelette.model.EmptyDirVolumeSourceBuilder;
import io.kubelette.model.HostPathVolumeSource;
import io.kubelette.model.ProjectedVolumeSource;
import io.kubelette.model.SecretVolumeSource;
import io.kubelette.model.ServiceAccountTokenProjection;
import io.kubelette.model.Volume;
import io.kubelette.model.VolumeBuilder;
import io.kubelette.model.VolumeProjection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What Kubernetes fills in for a volume: an emptyDir if it is nothing, modes, versions. Pure. */
final class VolumeDefaults {

  private static final int MODE = 0644;
  private static final long TOKEN_SECONDS = 3600;
  private static final Volume NOTHING = VolumeBuilder.builder().build();

  private VolumeDefaults() {}

  static Volume of(Volume given) {
    if (given.withName(null).equals(NOTHING)) {
      return given.withEmptyDir(EmptyDirVolumeSourceBuilder.builder().build());
    }
    return given
        .withHostPath(hostPath(given.hostPath()))
        .withSecret(secret(given.secret()))
        .withConfigMap(configMap(given.configMap()))
        .withDownwardAPI(downward(given.downwardAPI()))
        .withProjected(projected(given.projected()));
  }

  private static @Nullable HostPathVolumeSource hostPath(@Nullable HostPathVolumeSource given) {
    return given == null ? null : given.withType(Objects.requireNonNullElse(given.type(), ""));
  }

  private static @Nullable SecretVolumeSource secret(@Nullable SecretVolumeSource given) {
    return given == null ? null : given.withDefaultMode(mode(given.defaultMode()));
  }

  private static @Nullable ConfigMapVolumeSource configMap(@Nullable ConfigMapVolumeSource given) {
    return given == null ? null : given.withDefaultMode(mode(given.defaultMode()));
  }

  private static @Nullable DownwardAPIVolumeSource downward(
      @Nullable DownwardAPIVolumeSource given) {
    return given == null
        ? null
        : given.withDefaultMode(mode(given.defaultMode())).withItems(files(given.items()));
  }

  private static @Nullable ProjectedVolumeSource projected(@Nullable ProjectedVolumeSource given) {
    return given == null
        ? null
        : given
            .withDefaultMode(mode(given.defaultMode()))
            .withSources(given.sources().stream().map(VolumeDefaults::projection).toList());
  }

  private static VolumeProjection projection(VolumeProjection given) {
    DownwardAPIProjection downward = given.downwardAPI();
    ServiceAccountTokenProjection token = given.serviceAccountToken();
    VolumeProjection filled =
        downward == null
            ? given
            : given.withDownwardAPI(downward.withItems(files(downward.items())));
    return token == null || token.expirationSeconds() != null
        ? filled
        : filled.withServiceAccountToken(token.withExpirationSeconds(TOKEN_SECONDS));
  }

  private static List<DownwardAPIVolumeFile> files(List<DownwardAPIVolumeFile> given) {
    return given.stream()
        .map(file -> file.withFieldRef(ContainerDefaults.field(file.fieldRef())))
        .toList();
  }

  private static int mode(@Nullable Integer given) {
    return Objects.requireNonNullElse(given, MODE);
  }
}
