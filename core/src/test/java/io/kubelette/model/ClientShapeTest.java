package io.kubelette.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.annotations.SerializedName;
import io.kubernetes.client.openapi.models.CoreV1EndpointPort;
import io.kubernetes.client.openapi.models.CoreV1Event;
import io.kubernetes.client.openapi.models.V1Binding;
import io.kubernetes.client.openapi.models.V1Eviction;
import io.kubernetes.client.openapi.models.V1ListMeta;
import io.kubernetes.client.openapi.models.V1Scale;
import io.kubernetes.client.openapi.models.V1SelfSubjectAccessReview;
import io.kubernetes.client.openapi.models.V1SelfSubjectRulesReview;
import java.lang.reflect.Field;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Our records have every field of the official Java client's classes, and no other. */
class ClientShapeTest {

  private static final String CLIENT = "io.kubernetes.client.openapi.models.";

  private static final Map<Class<?>, Class<?>> VALUES =
      Map.of(
          io.kubernetes.client.custom.Quantity.class, Quantity.class,
          io.kubernetes.client.custom.IntOrString.class, IntOrString.class,
          Object.class, Opaque.class,
          OffsetDateTime.class, java.time.Instant.class,
          byte[].class, Bytes.class,
          String.class, String.class,
          Integer.class, Integer.class,
          Long.class, Long.class,
          Boolean.class, Boolean.class);

  private final List<String> flaws = new ArrayList<>();
  private final Set<String> seen = new HashSet<>();

  @Test
  void everyKindHasTheFieldsOfTheOfficialClient() throws ClassNotFoundException {
    for (ResourceType<?> type : ResourceType.all()) {
      Class<?> client =
          type == ResourceType.EVENT
              ? CoreV1Event.class
              : Class.forName(CLIENT + "V1" + type.kind());
      compare(type.javaType(), client);
    }
    compare(Binding.class, V1Binding.class);
    compare(Eviction.class, V1Eviction.class);
    compare(Scale.class, V1Scale.class);
    compare(SelfSubjectAccessReview.class, V1SelfSubjectAccessReview.class);
    compare(SelfSubjectRulesReview.class, V1SelfSubjectRulesReview.class);
    compare(ListMeta.class, V1ListMeta.class);
    compare(EndpointPort.class, CoreV1EndpointPort.class);

    assertThat(flaws).isEmpty();
    assertThat(seen).hasSizeGreaterThan(130);
  }

  @Test
  void aMissingOrMistypedFieldIsFound() {
    record PodIP(Integer ip) {}
    record HostIP() {}

    compare(PodIP.class, io.kubernetes.client.openapi.models.V1PodIP.class);
    compare(HostIP.class, io.kubernetes.client.openapi.models.V1HostIP.class);

    assertThat(flaws)
        .containsExactly(
            "PodIP.ip is a Integer; the client has class java.lang.String",
            "HostIP has the fields []; the client has [ip]");
  }

  private void compare(Class<?> ours, Class<?> theirs) {
    if (!seen.add(ours.getName() + theirs.getName())) {
      return;
    }
    Map<String, RecordFields.Field> fields = RecordFields.of(ours);
    Set<String> expected = new TreeSet<>();
    for (Field field : theirs.getDeclaredFields()) {
      SerializedName name = field.getAnnotation(SerializedName.class);
      if (name != null) {
        expected.add(name.value());
        RecordFields.Field own = fields.get(name.value());
        if (own != null) {
          compare(ours.getSimpleName() + "." + name.value(), own.type(), field.getGenericType());
        }
      }
    }
    if (!fields.keySet().equals(expected)) {
      flaws.add(
          "%s has the fields %s; the client has %s"
              .formatted(ours.getSimpleName(), new TreeSet<>(fields.keySet()), expected));
    }
  }

  private void compare(String path, Type ours, Type theirs) {
    if (ours instanceof ParameterizedType own && theirs instanceof ParameterizedType foreign) {
      Type[] arguments = own.getActualTypeArguments();
      Type[] foreignArguments = foreign.getActualTypeArguments();
      if (own.getRawType() == foreign.getRawType()) {
        int last = arguments.length - 1;
        compare(path + "[]", arguments[last], foreignArguments[last]);
        return;
      }
    }
    if (ours instanceof Class<?> own && theirs instanceof Class<?> foreign && fits(own, foreign)) {
      return;
    }
    flaws.add("%s is a %s; the client has %s".formatted(path, simpleName(ours), theirs));
  }

  private boolean fits(Class<?> ours, Class<?> theirs) {
    if (!theirs.getName().startsWith(CLIENT)) {
      return VALUES.get(theirs) == ours;
    }
    if (ours == Opaque.class) {
      return true;
    }
    String name = theirs.getSimpleName().replaceFirst("^(CoreV1|DiscoveryV1|RbacV1|V1)", "");
    if (!ours.isRecord() || !name.equals(ours.getSimpleName())) {
      return false;
    }
    compare(ours, theirs);
    return true;
  }

  private static String simpleName(Type type) {
    return type instanceof Class<?> simple ? simple.getSimpleName() : type.getTypeName();
  }
}
