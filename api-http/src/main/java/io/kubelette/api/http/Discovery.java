package io.kubelette.api.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kubelette.model.ResourceType;
import io.kubelette.model.Subresource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The documents by which clients find out what is served: all in one, as newer clients ask for it,
 * or one for each group and version. They are made when the first is asked for.
 *
 * <p>Thread-safe because the JVM makes them once.
 */
final class Discovery {

  private static final String AGGREGATED =
      "application/json;g=apidiscovery.k8s.io;v=%s;as=APIGroupDiscoveryList";

  /** Begins with the first who asks. */
  private static final class Once {
    static final Discovery MADE = new Discovery();
  }

  private final Map<String, byte[]> documents = new HashMap<>();
  private final Map<String, byte[]> aggregated = new HashMap<>();

  /** The documents of all types that are served. */
  static Discovery ofAll() {
    return Once.MADE;
  }

  private Discovery() {
    documents.put("/api", Json.bytes(coreVersions()));
    documents.put("/apis", Json.bytes(groups()));
    Catalog.versionsByGroup()
        .forEach(
            (name, versions) -> documents.put("/apis/" + name, Json.bytes(group(name, versions))));
    Catalog.byVersion()
        .forEach(
            (version, types) ->
                documents.put(path(version), Json.bytes(resources(version, types))));
    for (String version : List.of("v2", "v2beta1")) {
      aggregated.put("/api " + version, Json.bytes(discovery(version, true)));
      aggregated.put("/apis " + version, Json.bytes(discovery(version, false)));
    }
  }

  boolean has(String path) {
    return documents.containsKey(path);
  }

  /** The document of a path, which ends in no slash, if there is one. */
  Optional<Reply> find(String path, Request request) {
    String accept = request.headers().get("Accept", "");
    for (List<String> wish : Accept.wishes(accept)) {
      Map<String, String> details = Accept.details(wish);
      if ("APIGroupDiscoveryList".equals(details.get("as"))) {
        String version = details.getOrDefault("v", "");
        byte[] all = aggregated.get(path + " " + version);
        if (all != null) {
          return Optional.of(Reply.json(200, all).as(AGGREGATED.formatted(version)));
        }
      }
    }
    return Optional.ofNullable(documents.get(path)).map(json -> Reply.json(200, json));
  }

  /** All paths, for who asks for "/". */
  List<String> paths() {
    return documents.keySet().stream().sorted().toList();
  }

  private static String path(String apiVersion) {
    return (apiVersion.contains("/") ? "/apis/" : "/api/") + apiVersion;
  }

  private static ObjectNode coreVersions() {
    ObjectNode document = Json.object().put("kind", "APIVersions");
    document.putArray("versions").add("v1");
    document.putArray("serverAddressByClientCIDRs");
    return document;
  }

  private static ObjectNode groups() {
    ObjectNode document = Json.object().put("kind", "APIGroupList").put("apiVersion", "v1");
    ArrayNode all = document.putArray("groups");
    Catalog.versionsByGroup().forEach((name, versions) -> all.add(group(name, versions)));
    return document;
  }

  private static ObjectNode group(String name, List<String> versions) {
    ObjectNode group =
        Json.object().put("kind", "APIGroup").put("apiVersion", "v1").put("name", name);
    ArrayNode all = group.putArray("versions");
    for (String version : versions) {
      all.addObject().put("groupVersion", name + "/" + version).put("version", version);
    }
    group
        .putObject("preferredVersion")
        .put("groupVersion", name + "/" + versions.get(0))
        .put("version", versions.get(0));
    return group;
  }

  private static ObjectNode resources(String apiVersion, List<ResourceType<?>> types) {
    ObjectNode document =
        Json.object()
            .put("kind", "APIResourceList")
            .put("apiVersion", "v1")
            .put("groupVersion", apiVersion);
    ArrayNode all = document.putArray("resources");
    for (ResourceType<?> type : sorted(types)) {
      ObjectNode resource =
          all.addObject()
              .put("name", type.plural())
              .put("singularName", type.singular())
              .put("namespaced", type.namespaced())
              .put("kind", type.kind());
      texts(resource.putArray("verbs"), type.verbs());
      names(resource, type);
      for (Subresource part : type.subresources()) {
        ObjectNode below =
            all.addObject()
                .put("name", type.plural() + "/" + part.name())
                .put("singularName", "")
                .put("namespaced", type.namespaced())
                .put("kind", part.kind());
        if (!part.group().equals(type.group()) || !part.version().equals(type.version())) {
          below.put("group", part.group()).put("version", part.version());
        }
        texts(below.putArray("verbs"), part.verbs());
      }
    }
    return document;
  }

  private static void names(ObjectNode resource, ResourceType<?> type) {
    if (!type.shortNames().isEmpty()) {
      texts(resource.putArray("shortNames"), type.shortNames());
    }
    if (!type.categories().isEmpty()) {
      texts(resource.putArray("categories"), type.categories());
    }
  }

  private static ObjectNode discovery(String version, boolean core) {
    ObjectNode document =
        Json.object()
            .put("kind", "APIGroupDiscoveryList")
            .put("apiVersion", "apidiscovery.k8s.io/" + version);
    document.putObject("metadata");
    ArrayNode groups = document.putArray("items");
    if (core) {
      groups.add(discovery("", List.of("v1")));
    } else {
      Catalog.versionsByGroup().forEach((name, versions) -> groups.add(discovery(name, versions)));
    }
    return document;
  }

  private static ObjectNode discovery(String group, List<String> versions) {
    ObjectNode item = Json.object();
    ObjectNode metadata = item.putObject("metadata").putNull("creationTimestamp");
    if (!group.isEmpty()) {
      metadata.put("name", group);
    }
    ArrayNode all = item.putArray("versions");
    for (String version : versions) {
      ObjectNode one = all.addObject().put("version", version);
      ArrayNode resources = one.putArray("resources");
      String apiVersion = group.isEmpty() ? version : group + "/" + version;
      sorted(Catalog.byVersion().get(apiVersion)).forEach(type -> resources.add(discovery(type)));
      one.put("freshness", "Current");
    }
    return item;
  }

  /** As in Kubernetes: kubectl shows the kinds of a category, such as all, in this order. */
  private static List<ResourceType<?>> sorted(List<ResourceType<?>> types) {
    return types.stream().sorted(Comparator.comparing(ResourceType::plural)).toList();
  }

  private static ObjectNode discovery(ResourceType<?> type) {
    ObjectNode resource = Json.object().put("resource", type.plural());
    kind(resource, type.group(), type.version(), type.kind());
    resource
        .put("scope", type.namespaced() ? "Namespaced" : "Cluster")
        .put("singularResource", type.singular());
    texts(resource.putArray("verbs"), type.verbs());
    names(resource, type);
    if (!type.subresources().isEmpty()) {
      ArrayNode parts = resource.putArray("subresources");
      for (Subresource part : type.subresources()) {
        ObjectNode below = parts.addObject().put("subresource", part.name());
        kind(below, part.group(), part.version(), part.kind());
        texts(below.putArray("verbs"), part.verbs());
      }
    }
    return resource;
  }

  private static void kind(ObjectNode of, String group, String version, String kind) {
    of.putObject("responseKind").put("group", group).put("version", version).put("kind", kind);
  }

  private static void texts(ArrayNode array, List<String> values) {
    values.forEach(array::add);
  }
}
