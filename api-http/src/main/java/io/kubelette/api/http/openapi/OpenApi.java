package io.kubelette.api.http.openapi;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kubelette.model.ResourceType;
import java.util.List;
import java.util.Map;

/** The OpenAPI v3 documents of a server. Pure. */
public final class OpenApi {

  private static final List<String> QUERY =
      List.of("dryRun", "fieldManager", "fieldValidation", "force", "pretty");

  /** By which method a verb of discovery is asked for: of the collection, and of an object. */
  private static final Map<String, String> COLLECTION =
      Map.of("list", "get", "create", "post", "deletecollection", "delete");

  private static final Map<String, String> OBJECT =
      Map.of("get", "get", "update", "put", "patch", "patch", "delete", "delete");

  private OpenApi() {}

  /** The document of one group and version. */
  public static ObjectNode document(String apiVersion, List<ResourceType<?>> types) {
    ObjectNode document = JsonNodeFactory.instance.objectNode().put("openapi", "3.0.0");
    document.putObject("info").put("title", "Kubelette").put("version", "v1.32.0");
    ObjectNode paths = document.putObject("paths");
    Schemas schemas =
        new Schemas(
            document.putObject("components").putObject("schemas"),
            apiVersion.substring(apiVersion.indexOf('/') + 1));
    String root = (apiVersion.contains("/") ? "/apis/" : "/api/") + apiVersion;
    for (ResourceType<?> type : types) {
      schemas.add(type);
      String collection =
          root + (type.namespaced() ? "/namespaces/{namespace}/" : "/") + type.plural();
      add(paths, collection, type, COLLECTION);
      add(paths, collection + "/{name}", type, OBJECT);
    }
    return document;
  }

  private static void add(
      ObjectNode paths, String path, ResourceType<?> type, Map<String, String> methods) {
    ObjectNode operations = JsonNodeFactory.instance.objectNode();
    methods.forEach(
        (verb, method) -> {
          if (type.verbs().contains(verb)) {
            operations.set(method, operation(type, verb));
          }
        });
    if (!operations.isEmpty()) {
      paths.set(path, operations);
    }
  }

  private static ObjectNode operation(ResourceType<?> type, String verb) {
    ObjectNode operation = JsonNodeFactory.instance.objectNode();
    operation.put("operationId", verb + type.group() + type.version() + type.kind());
    operation.put("x-kubernetes-action", verb);
    if (List.of("create", "update", "patch").contains(verb)) {
      for (String name : QUERY) {
        ObjectNode parameter = operation.withArrayProperty("parameters").addObject();
        parameter.put("name", name).put("in", "query").putObject("schema").put("type", "string");
      }
    }
    ObjectNode answer = operation.putObject("responses").putObject("200").put("description", "OK");
    answer
        .putObject("content")
        .putObject("application/json")
        .putObject("schema")
        .put("$ref", Schemas.reference(type.javaType()));
    operation
        .putObject("x-kubernetes-group-version-kind")
        .put("group", type.group())
        .put("kind", type.kind())
        .put("version", type.version());
    return operation;
  }
}
