package io.kubelette.pod.reference;

import io.kubelette.model.Bytes;
import io.kubelette.model.ConfigMap;
import io.kubelette.model.ConfigMapKeySelector;
import io.kubelette.model.Container;
import io.kubelette.model.EnvFromSource;
import io.kubelette.model.EnvVar;
import io.kubelette.model.EnvVarSource;
import io.kubelette.model.Secret;
import io.kubelette.model.SecretKeySelector;
import io.kubelette.model.Service;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The environment of a container: first what {@code envFrom} names, of which later ones win, then
 * {@code env}, which wins over both, then the variables of services that nobody took. Pure, as far
 * as the objects are.
 */
public final class Environment {

  /** The namespace whose {@code kubernetes} service every pod is told of. */
  private static final String DEFAULT_NAMESPACE = "default";

  private static final String KUBERNETES = "kubernetes";

  private final PodPlace place;
  private final Container container;
  private final PodObjects objects;
  private final Map<String, String> env = new LinkedHashMap<>();

  private Environment(PodPlace place, Container container, PodObjects objects) {
    this.place = place;
    this.container = container;
    this.objects = objects;
  }

  /**
   * The variables, in the order in which they came to be.
   *
   * @throws ReferenceException if something that is not optional is missing
   */
  public static Map<String, String> of(PodPlace place, Container container, PodObjects objects) {
    return new Environment(place, container, objects).resolve();
  }

  private Map<String, String> resolve() {
    Map<String, String> services = serviceVariables();
    container.envFrom().forEach(this::addAll);
    for (EnvVar variable : container.env()) {
      Optional<String> value =
          variable.valueFrom() == null
              ? Optional.of(expand(variable.value(), services))
              : from(variable.valueFrom());
      value.ifPresent(text -> env.put(String.valueOf(variable.name()), text));
    }
    services.forEach(env::putIfAbsent);
    return env;
  }

  private String expand(@Nullable String text, Map<String, String> services) {
    return VariableReferences.expand(
        text == null ? "" : text, name -> env.getOrDefault(name, services.get(name)));
  }

  private void addAll(EnvFromSource source) {
    String prefix = source.prefix() == null ? "" : source.prefix();
    if (source.configMapRef() != null) {
      String name = String.valueOf(source.configMapRef().name());
      configMap(name, source.configMapRef().optional())
          .ifPresent(
              object -> new TreeMap<>(object.data()).forEach((key, v) -> env.put(prefix + key, v)));
    }
    if (source.secretRef() != null) {
      String name = String.valueOf(source.secretRef().name());
      secret(name, source.secretRef().optional())
          .ifPresent(
              object -> Keys.of(object).forEach((key, v) -> env.put(prefix + key, v.utf8())));
    }
  }

  private Optional<String> from(EnvVarSource source) {
    if (source.fieldRef() != null) {
      return Optional.of(FieldReferences.value(source.fieldRef(), place));
    }
    if (source.resourceFieldRef() != null) {
      return Optional.of(ResourceReferences.value(source.resourceFieldRef(), container, place));
    }
    if (source.configMapKeyRef() != null) {
      return key(source.configMapKeyRef());
    }
    if (source.secretKeyRef() != null) {
      return key(source.secretKeyRef());
    }
    throw new ReferenceException(
        "the value comes from a source that Kubelette does not know: use fieldRef,"
            + " resourceFieldRef, configMapKeyRef or secretKeyRef");
  }

  private Optional<String> key(ConfigMapKeySelector selector) {
    String key = String.valueOf(selector.key());
    Optional<ConfigMap> object = configMap(String.valueOf(selector.name()), selector.optional());
    Optional<String> value = object.map(found -> found.data().get(key));
    if (object.isPresent() && value.isEmpty() && !isOptional(selector.optional())) {
      throw noKey(key, "ConfigMap", selector.name());
    }
    return value;
  }

  private Optional<String> key(SecretKeySelector selector) {
    String key = String.valueOf(selector.key());
    Optional<Secret> object = secret(String.valueOf(selector.name()), selector.optional());
    Optional<String> value = object.map(found -> found.data().get(key)).map(Bytes::utf8);
    if (object.isPresent() && value.isEmpty() && !isOptional(selector.optional())) {
      throw noKey(key, "Secret", selector.name());
    }
    return value;
  }

  private ReferenceException noKey(String key, String kind, @Nullable String name) {
    return new ReferenceException(
        "couldn't find key %s in %s %s/%s".formatted(key, kind, place.namespace(), name));
  }

  private Optional<ConfigMap> configMap(String name, @Nullable Boolean optional) {
    Optional<ConfigMap> object = objects.configMap(place.namespace(), name);
    if (object.isEmpty() && !isOptional(optional)) {
      throw new PodObject(PodObject.Kind.CONFIG_MAP, place.namespace(), name).notFound();
    }
    return object;
  }

  private Optional<Secret> secret(String name, @Nullable Boolean optional) {
    Optional<Secret> object = objects.secret(place.namespace(), name);
    if (object.isEmpty() && !isOptional(optional)) {
      throw new PodObject(PodObject.Kind.SECRET, place.namespace(), name).notFound();
    }
    return object;
  }

  private static boolean isOptional(@Nullable Boolean optional) {
    return Boolean.TRUE.equals(optional);
  }

  private Map<String, String> serviceVariables() {
    boolean links = !Boolean.FALSE.equals(place.pod().spec().enableServiceLinks());
    List<Service> services = new ArrayList<>();
    if (links) {
      services.addAll(objects.services(place.namespace()));
    }
    boolean told = services.stream().anyMatch(one -> KUBERNETES.equals(one.metadata().name()));
    if (!told) {
      objects.services(DEFAULT_NAMESPACE).stream()
          .filter(one -> KUBERNETES.equals(one.metadata().name()))
          .forEach(services::add);
    }
    boolean onHost = Boolean.TRUE.equals(place.pod().spec().hostNetwork());
    return ServiceVariables.of(services, onHost ? ServiceAddresses.OWN : objects.addresses());
  }
}
