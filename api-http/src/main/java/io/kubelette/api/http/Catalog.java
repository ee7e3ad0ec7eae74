package io.kubelette.api.http;

import io.kubelette.model.ResourceType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is served, by group and version. */
final class Catalog {

  private static final List<ResourceType<?>> TYPES =
      Stream.of(ResourceType.all(), ResourceType.otherVersions(), ResourceType.computed())
          .flatMap(List::stream)
          .toList();

  private static final Map<Name, ResourceType<?>> BY_NAME =
      TYPES.stream()
          .collect(
              Collectors.toUnmodifiableMap(
                  type -> new Name(type.apiVersion(), type.plural()), type -> type));

  private record Name(String apiVersion, String plural) {}

  private Catalog() {}

  /** The type of that name in URLs. */
  static Optional<ResourceType<?>> find(String apiVersion, String plural) {
    return Optional.ofNullable(BY_NAME.get(new Name(apiVersion, plural)));
  }

  static List<ResourceType<?>> types() {
    return TYPES;
  }

  /** The types of each {@code apiVersion}: the core group first, the others as they come. */
  static Map<String, List<ResourceType<?>>> byVersion() {
    return types().stream()
        .collect(
            Collectors.groupingBy(
                ResourceType::apiVersion, LinkedHashMap::new, Collectors.toList()));
  }

  /** The versions of each group, the preferred one first; without the core group. */
  static Map<String, List<String>> versionsByGroup() {
    return types().stream()
        .filter(type -> !type.group().isEmpty())
        .collect(
            Collectors.groupingBy(
                ResourceType::group,
                LinkedHashMap::new,
                Collectors.mapping(
                    ResourceType::version,
                    Collectors.collectingAndThen(
                        Collectors.toList(), all -> all.stream().distinct().toList()))));
  }
}
