package io.kubelette.guard;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What may be a secret must not show in a text form: messages and log lines are made of those. Each
 * record and each builder that holds such a value is made, with a value that is looked for.
 */
final class Secrecy {

  private static final String SECRET = "geheim";

  /** Names that secrets go by. */
  private static final Set<String> SUSPECT =
      Set.of(
          "auth",
          "authorization",
          "credentials",
          "data",
          "env",
          "environment",
          "headers",
          "identityToken",
          "password",
          "secret",
          "stringData",
          "token",
          "tokens",
          "value");

  /** What has such a name and is no secret. */
  private static final Set<String> OPEN =
      Set.of(
          "ConfigMap.data",
          "FieldError.value",
          "FieldQuery.Condition.value",
          "IntOrString.OfInt.value",
          "IntOrString.OfString.value",
          "PodDNSConfigOption.value",
          "Revision.value",
          "Sysctl.value",
          "Taint.value",
          "Toleration.value");

  /** What constructors take. */
  private static final List<Object> KNOWN =
      List.of(
          "x",
          List.of(),
          Map.of(),
          Set.of(),
          Duration.ofSeconds(1),
          Instant.EPOCH,
          Path.of("/"),
          URI.create("http://localhost"),
          "x".getBytes(StandardCharsets.UTF_8));

  private Secrecy() {}

  /** What shows a value that may be a secret, or cannot be judged. */
  static List<String> flaws(JavaClasses classes) {
    List<String> flaws = new ArrayList<>();
    for (JavaClass each : classes) {
      Class<?> type = each.reflect();
      if (type.isRecord()) {
        for (RecordComponent component : type.getRecordComponents()) {
          judge(type, component.getName(), component.getGenericType(), flaws);
        }
      } else if (isBuilder(type)) {
        for (Field field : type.getDeclaredFields()) {
          judge(type, field.getName(), field.getGenericType(), flaws);
        }
      }
    }
    return flaws;
  }

  private static boolean isBuilder(Class<?> type) {
    return type.getSimpleName().endsWith("Builder")
        && !type.isInterface()
        && !Modifier.isAbstract(type.getModifiers());
  }

  private static void judge(Class<?> type, String name, Type of, List<String> flaws) {
    Object secret = secret(of);
    String place = place(type) + "." + name;
    boolean open = OPEN.contains(place.replace("Builder.", "."));
    if (!SUSPECT.contains(name) || secret == null || open) {
      return;
    }
    try {
      Object made = type.isRecord() ? record(type, name, secret) : builder(type, name, secret);
      if (made.toString().contains(SECRET)) {
        flaws.add(place + " shows in toString(), and so in logs: leave its value out");
      }
    } catch (ReflectiveOperationException | RuntimeException unmade) {
      Throwable why = unmade.getCause() == null ? unmade : unmade.getCause();
      flaws.add(place + " may be a secret, and " + place(type) + " could not be made: " + why);
    }
  }

  private static String place(Class<?> type) {
    return type.getName().substring(type.getPackageName().length() + 1).replace('$', '.');
  }

  /** A value of that type which is recognized; null for a type that judges itself. */
  private static Object secret(Type type) {
    if (type == String.class) {
      return SECRET;
    }
    if (type instanceof ParameterizedType of && of.getRawType() == Map.class) {
      return of.getActualTypeArguments()[1] == String.class ? Map.of("key", SECRET) : null;
    }
    if (type instanceof ParameterizedType of && of.getRawType() == List.class) {
      return of.getActualTypeArguments()[0] == String.class ? List.of(SECRET) : null;
    }
    return null;
  }

  private static Object record(Class<?> type, String name, Object secret)
      throws ReflectiveOperationException {
    RecordComponent[] components = type.getRecordComponents();
    Class<?>[] types = new Class<?>[components.length];
    Object[] values = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      types[i] = components[i].getType();
      boolean meant = components[i].getName().equals(name);
      values[i] = meant ? secret : some(types[i]);
    }
    Constructor<?> constructor = type.getDeclaredConstructor(types);
    constructor.setAccessible(true);
    return constructor.newInstance(values);
  }

  private static Object builder(Class<?> type, String name, Object secret)
      throws ReflectiveOperationException {
    Constructor<?> constructor = type.getDeclaredConstructor();
    constructor.setAccessible(true);
    Object builder = constructor.newInstance();
    Field field = type.getDeclaredField(name);
    field.setAccessible(true);
    field.set(builder, secret);
    return builder;
  }

  /** What refuses the values that come to hand is left out. */
  private static Object orNothing(Class<?> type) {
    try {
      return record(type, "", "");
    } catch (ReflectiveOperationException | RuntimeException refused) {
      return null;
    }
  }

  /** Something of that type that a constructor may take. */
  private static Object some(Class<?> type) {
    if (type == int.class) {
      return 1;
    }
    if (type == long.class) {
      return 1L;
    }
    if (type.isPrimitive()) {
      return Array.get(Array.newInstance(type, 1), 0);
    }
    if (type.isEnum()) {
      return type.getEnumConstants()[0];
    }
    if (type.isRecord()) {
      return orNothing(type);
    }
    for (Object known : KNOWN) {
      if (type.isInstance(known)) {
        return known;
      }
    }
    return null;
  }
}
