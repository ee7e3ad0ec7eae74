package io.kubelette.api;

import io.kubelette.model.ConfigMapProjection;
import io.kubelette.model.ConfigMapVolumeSource;
import io.kubelette.model.DownwardAPIProjection;
import io.kubelette.model.DownwardAPIVolumeFile;
import io.kubelette.model.DownwardAPIVolumeSource;
import io.kubelette.model.HostPathVolumeSource;
import io.kubelette.model.KeyToPath;
import io.kubelette.model.ProjectedVolumeSource;
import io.kubelette.model.Quantity;
import io.kubelette.model.SecretProjection;
import io.kubelette.model.SecretVolumeSource;
import io.kubelette.model.Volume;
import io.kubelette.model.VolumeBuilder;
import io.kubelette.model.VolumeProjection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What must hold for a volume of a pod. Pure. */
final class VolumeValidation {

  private static final Set<String> HOST_PATH_TYPES =
      Set.of(
          "DirectoryOrCreate",
          "Directory",
          "FileOrCreate",
          "File",
          "Socket",
          "CharDevice",
          "BlockDevice");
  private static final String MODE_RULE =
      "must be a number between 0 and 0777 (octal), both inclusive";
  private static final Volume NOTHING = VolumeBuilder.builder().build();

  private VolumeValidation() {}

  static void check(Volume volume, Violations at) {
    Checks.name(volume.name(), Names::dnsLabel, at.at("name"));
    List<String> sources = Differences.between(NOTHING, volume.withName(null), "");
    sources.stream()
        .skip(1)
        .forEach(
            source ->
                at.at(source.substring(1)).forbidden("may not specify more than 1 volume type"));
    hostPath(volume.hostPath(), at.at("hostPath"));
    secret(volume.secret(), at.at("secret"));
    configMap(volume.configMap(), at.at("configMap"));
    downward(volume.downwardAPI(), at.at("downwardAPI"));
    projected(volume.projected(), at.at("projected"));
    if (volume.emptyDir() != null) {
      Quantity limit = volume.emptyDir().sizeLimit();
      if (limit != null && limit.signum() < 0) {
        at.at("emptyDir")
            .at("sizeLimit")
            .forbidden("SizeLimit field must be a valid resource quantity");
      }
    }
    if (volume.persistentVolumeClaim() != null) {
      Checks.required(
          volume.persistentVolumeClaim().claimName(),
          at.at("persistentVolumeClaim").at("claimName"));
    }
  }

  private static void hostPath(@Nullable HostPathVolumeSource source, Violations at) {
    if (source == null) {
      return;
    }
    String path = source.path();
    if (path == null || path.isEmpty()) {
      at.at("path").required("");
    } else {
      Checks.noStepUp(path, at.at("path"));
    }
    Checks.oneOf(source.type(), HOST_PATH_TYPES, at.at("type"));
  }

  private static void secret(@Nullable SecretVolumeSource source, Violations at) {
    if (source != null) {
      Checks.required(source.secretName(), at.at("secretName"));
      mode(source.defaultMode(), at.at("defaultMode"));
      items(source.items(), at.at("items"));
    }
  }

  private static void configMap(@Nullable ConfigMapVolumeSource source, Violations at) {
    if (source != null) {
      Checks.required(source.name(), at.at("name"));
      mode(source.defaultMode(), at.at("defaultMode"));
      items(source.items(), at.at("items"));
    }
  }

  private static void downward(@Nullable DownwardAPIVolumeSource source, Violations at) {
    if (source != null) {
      mode(source.defaultMode(), at.at("defaultMode"));
      files(source.items(), at);
    }
  }

  private static void projected(@Nullable ProjectedVolumeSource source, Violations at) {
    if (source == null) {
      return;
    }
    mode(source.defaultMode(), at.at("defaultMode"));
    for (int i = 0; i < source.sources().size(); i++) {
      projection(source.sources().get(i), at.at("sources", i));
    }
  }

  private static void projection(VolumeProjection projection, Violations at) {
    SecretProjection secret = projection.secret();
    if (secret != null) {
      Checks.required(secret.name(), at.at("secret").at("name"));
      items(secret.items(), at.at("secret").at("items"));
    }
    ConfigMapProjection configMap = projection.configMap();
    if (configMap != null) {
      Checks.required(configMap.name(), at.at("configMap").at("name"));
      items(configMap.items(), at.at("configMap").at("items"));
    }
    DownwardAPIProjection downward = projection.downwardAPI();
    if (downward != null) {
      files(downward.items(), at.at("downwardAPI"));
    }
    if (projection.serviceAccountToken() != null) {
      Checks.required(
          projection.serviceAccountToken().path(), at.at("serviceAccountToken").at("path"));
      at.at("serviceAccountToken")
          .forbidden("is not supported: nobody here issues tokens; leave it out");
    }
    if (projection.clusterTrustBundle() != null) {
      at.at("clusterTrustBundle")
          .forbidden("is not supported: project the certificates from a configMap");
    }
    if (projection.podCertificate() != null) {
      at.at("podCertificate")
          .forbidden("is not supported: nobody here issues certificates; project a secret");
    }
  }

  private static void items(List<KeyToPath> items, Violations at) {
    for (int i = 0; i < items.size(); i++) {
      KeyToPath item = items.get(i);
      Checks.required(item.key(), at.at(i).at("key"));
      path(item.path(), at.at(i).at("path"));
      mode(item.mode(), at.at(i).at("mode"));
    }
  }

  private static void files(List<DownwardAPIVolumeFile> files, Violations at) {
    for (int i = 0; i < files.size(); i++) {
      DownwardAPIVolumeFile file = files.get(i);
      Violations here = at.at("items", i);
      path(file.path(), here.at("path"));
      mode(file.mode(), here.at("mode"));
      if (file.fieldRef() == null && file.resourceFieldRef() == null) {
        here.required("one of fieldRef and resourceFieldRef is required");
      }
      EnvValidation.field(file.fieldRef(), EnvValidation.VOLUME_FIELDS, here.at("fieldRef"));
      EnvValidation.resource(file.resourceFieldRef(), here.at("resourceFieldRef"));
    }
  }

  private static void path(@Nullable String path, Violations at) {
    if (path == null || path.isEmpty()) {
      at.required("");
    } else {
      Checks.localPath(path, at);
    }
  }

  private static void mode(@Nullable Integer mode, Violations at) {
    if (mode != null && (mode < 0 || mode > 0777)) {
      at.invalid(mode, MODE_RULE);
    }
  }
}
