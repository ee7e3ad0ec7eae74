package io.kubelette.api;

import io.kubelette.model.ConfigMapKeySelector;
import io.kubelette.model.Container;
import io.kubelette.model.EnvFromSource;
import io.kubelette.model.EnvVar;
import io.kubelette.model.EnvVarSource;
import io.kubelette.model.ObjectFieldSelector;
import io.kubelette.model.ResourceFieldSelector;
import io.kubelette.model.SecretKeySelector;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What must hold for the environment of a container. Pure. */
final class EnvValidation {

  private static final Set<String> ENV_FIELDS =
      Set.of(
          "metadata.name",
          "metadata.namespace",
          "metadata.uid",
          "spec.nodeName",
          "spec.serviceAccountName",
          "status.hostIP",
          "status.hostIPs",
          "status.podIP",
          "status.podIPs");
  static final Set<String> VOLUME_FIELDS =
      Set.of(
          "metadata.annotations",
          "metadata.labels",
          "metadata.name",
          "metadata.namespace",
          "metadata.uid");
  private static final Pattern SUBSCRIPT =
      Pattern.compile("metadata\\.(labels|annotations)\\['([^']+)'\\]");
  private static final Pattern RESOURCE =
      Pattern.compile("(limits|requests)\\.(cpu|memory|ephemeral-storage|hugepages-.+)");
  private static final Set<String> RESOURCES =
      Set.of(
          "limits.cpu",
          "limits.ephemeral-storage",
          "limits.memory",
          "requests.cpu",
          "requests.ephemeral-storage",
          "requests.memory");

  private EnvValidation() {}

  static void check(Container container, Violations at) {
    for (int i = 0; i < container.env().size(); i++) {
      EnvVar variable = container.env().get(i);
      Violations here = at.at("env", i);
      Checks.name(variable.name(), Names::envName, here.at("name"));
      if (variable.valueFrom() != null) {
        source(variable, variable.valueFrom(), here.at("valueFrom"));
      }
    }
    for (int i = 0; i < container.envFrom().size(); i++) {
      from(container.envFrom().get(i), at.at("envFrom", i));
    }
  }

  private static void source(EnvVar variable, EnvVarSource source, Violations at) {
    if (!Checks.isEmpty(variable.value())) {
      at.invalid("", "may not be specified when `value` is not empty");
      return;
    }
    long given =
        Stream.of(
                source.fieldRef(),
                source.resourceFieldRef(),
                source.configMapKeyRef(),
                source.secretKeyRef(),
                source.fileKeyRef())
            .filter(Objects::nonNull)
            .count();
    if (given == 0) {
      at.invalid(
          "",
          "must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef`,"
              + " `secretKeyRef` or `fileKeyRef`");
    } else if (given > 1) {
      at.invalid("", "may not have more than one field specified at a time");
    }
    field(source.fieldRef(), ENV_FIELDS, at.at("fieldRef"));
    resource(source.resourceFieldRef(), at.at("resourceFieldRef"));
    if (source.fileKeyRef() != null) {
      at.at("fileKeyRef")
          .forbidden("is not supported: have the command read the file, or use a configMap");
    }
    ConfigMapKeySelector config = source.configMapKeyRef();
    if (config != null) {
      key(config.name(), config.key(), at.at("configMapKeyRef"));
    }
    SecretKeySelector secret = source.secretKeyRef();
    if (secret != null) {
      key(secret.name(), secret.key(), at.at("secretKeyRef"));
    }
  }

  private static void key(@Nullable String name, @Nullable String key, Violations at) {
    Checks.required(name, at.at("name"));
    Checks.name(key, Names::configKey, at.at("key"));
  }

  static void field(@Nullable ObjectFieldSelector field, Set<String> fields, Violations at) {
    if (field == null) {
      return;
    }
    String path = field.fieldPath();
    if (path == null || path.isEmpty()) {
      at.at("fieldPath").required("");
    } else if (!fields.contains(path) && !SUBSCRIPT.matcher(path).matches()) {
      at.at("fieldPath").unsupported(path, new TreeSet<>(fields));
    }
  }

  static void resource(@Nullable ResourceFieldSelector selector, Violations at) {
    if (selector == null) {
      return;
    }
    String resource = selector.resource();
    if (resource == null || resource.isEmpty()) {
      at.at("resource").required("");
    } else if (!RESOURCE.matcher(resource).matches()) {
      at.at("resource").unsupported(resource, new TreeSet<>(RESOURCES));
    }
  }

  private static void from(EnvFromSource source, Violations at) {
    if (!Checks.isEmpty(source.prefix())) {
      at.at("prefix").check(source.prefix(), Names.envName(source.prefix()));
    }
    if (source.configMapRef() == null && source.secretRef() == null) {
      at.invalid("", "must specify one of: `configMapRef` or `secretRef`");
    } else if (source.configMapRef() != null && source.secretRef() != null) {
      at.invalid("", "may not have more than one field specified at a time");
    } else if (source.configMapRef() != null) {
      Checks.required(source.configMapRef().name(), at.at("configMapRef").at("name"));
    } else {
      Checks.required(source.secretRef().name(), at.at("secretRef").at("name"));
    }
  }
}
