package io.kubelette.fuzz;

import java.util.ArrayList;
import java.util.List;

/** Methods, paths, parameters and headers, most of them nearly right. */
final class Targets {

  private static final List<String> ROOTS =
      List.of(
          "/api/v1",
          "/api/v1",
          "/api/v1",
          "/apis/apps/v1",
          "/apis/batch/v1",
          "/apis/coordination.k8s.io/v1",
          "/apis/discovery.k8s.io/v1",
          "/apis/policy/v1",
          "/apis/metrics.k8s.io/v1beta1",
          "/apis/authorization.k8s.io/v1",
          "/apis/networking.k8s.io/v1",
          "/apis/rbac.authorization.k8s.io/v1");
  private static final List<String> DOCUMENTS =
      List.of(
          "/",
          "/version",
          "/healthz",
          "/livez/ping",
          "/metrics",
          "/api",
          "/apis",
          "/apis/apps",
          "/openapi/v3",
          "/openapi/v3/api/v1?hash=x",
          "/openapi/v2",
          "/logs/",
          "*",
          "//",
          "/%zz",
          "/api/v1/%",
          "/../../etc/passwd",
          "/api//v1/pods",
          "/\u0001");
  private static final List<String> PLURALS =
      List.of(
          "pods",
          "pods",
          "pods",
          "configmaps",
          "configmaps",
          "services",
          "secrets",
          "nodes",
          "namespaces",
          "events",
          "endpoints",
          "deployments",
          "replicasets",
          "statefulsets",
          "jobs",
          "cronjobs",
          "leases",
          "endpointslices",
          "poddisruptionbudgets",
          "serviceaccounts",
          "persistentvolumeclaims",
          "replicationcontrollers",
          "selfsubjectaccessreviews",
          "limitranges",
          "resourcequotas",
          "ingresses",
          "roles",
          "gadgets",
          "PODS",
          "");
  private static final List<String> NAMES =
      List.of(
          "web",
          "web",
          "web",
          "m1",
          "m2",
          "default",
          "kube-system",
          "..",
          "%2e%2e",
          "%00",
          "%c3%bc",
          "a%2Fb",
          "UPPER",
          "-",
          "x".repeat(300),
          "%",
          "web;v=1",
          "");
  private static final List<String> PARTS =
      List.of(
          "status",
          "scale",
          "log",
          "exec",
          "attach",
          "portforward",
          "eviction",
          "binding",
          "ephemeralcontainers",
          "resize",
          "finalize",
          "proxy",
          "proxy/a/b",
          "token",
          "");
  private static final List<String> PARAMETERS =
      List.of(
          "watch",
          "limit",
          "continue",
          "labelSelector",
          "fieldSelector",
          "resourceVersion",
          "resourceVersionMatch",
          "timeoutSeconds",
          "allowWatchBookmarks",
          "sendInitialEvents",
          "dryRun",
          "fieldManager",
          "fieldValidation",
          "force",
          "gracePeriodSeconds",
          "propagationPolicy",
          "orphanDependents",
          "container",
          "command",
          "stdin",
          "stdout",
          "tty",
          "follow",
          "previous",
          "tailLines",
          "limitBytes",
          "sinceSeconds",
          "sinceTime",
          "timestamps",
          "stream",
          "ports",
          "pretty",
          "includeObject",
          "%66orce",
          "\u00e4",
          "");
  private static final List<String> VALUES =
      List.of(
          "",
          "true",
          "false",
          "1",
          "0",
          "-1",
          "2",
          "99999999999999999999",
          "9223372036854775807",
          "-9223372036854775808",
          "1e3",
          "abc",
          "app=web",
          "app%20in%20(a,b)",
          "a%3d%3d",
          "!app",
          "a,,b",
          "metadata.name%3dweb",
          "status.phase%21%3dRunning",
          "spec.nodeName",
          "All",
          "Strict",
          "Ignore",
          "Warn",
          "Foreground",
          "Orphan",
          "Exact",
          "NotOlderThan",
          "eyJydiI6MX0",
          "2020-01-01T00:00:00Z",
          "+999999999-01-01T00:00:00Z",
          "80",
          "80,81",
          "0,x",
          "cat",
          "echo",
          "%00",
          "%ff%fe",
          "None",
          "Object",
          "x".repeat(2000));
  private static final List<String> ACCEPTS =
      List.of(
          "application/json",
          "*/*",
          "application/yaml",
          "text/html",
          "application/json;as=Table",
          "application/json;as=Table;v=v1;g=meta.k8s.io,application/json",
          "application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io",
          "application/vnd.kubernetes.protobuf",
          ";;;,,,",
          "application/json;as=;v=;g=",
          "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList",
          "\u00ff");
  private static final List<String> OTHERS =
      List.of(
          "Authorization: Bearer x",
          "Authorization: Basic eDp5",
          "Origin: http://evil.example",
          "Origin: null",
          "Host: evil.example",
          "Host: [::1",
          "Connection: close",
          "Connection: keep-alive, Upgrade",
          "Connection: upgrade\r\nUpgrade: websocket",
          "Upgrade: SPDY/3.1",
          "Connection: upgrade\r\nUpgrade: h2c",
          "Content-Encoding: gzip",
          "Expect: 100-continue",
          "Expect: miracles",
          "X-Long: " + "y".repeat(70_000),
          "X-Stream-Protocol-Version: v4.channel.k8s.io",
          "User-Agent: \u00e9",
          " folded: yes",
          "no colon",
          ": no name",
          "Transfer-Encoding: gzip",
          "Content-Length: -1",
          "Content-Length: 1\r\nContent-Length: 2",
          "Impersonate-User: root");

  private Targets() {}

  static String method(Dice dice) {
    return dice.oneOf(
        "GET", "GET", "GET", "POST", "POST", "PUT", "PATCH", "PATCH", "DELETE", "HEAD", "OPTIONS",
        "TRACE", "CONNECT", "BREW", "get");
  }

  static String path(Dice dice) {
    if (dice.in100(8)) {
      return dice.oneOf(DOCUMENTS);
    }
    StringBuilder path = new StringBuilder(dice.oneOf(ROOTS));
    if (dice.in100(70)) {
      path.append("/namespaces/").append(dice.in100(80) ? "default" : dice.oneOf(NAMES));
    }
    path.append('/').append(dice.oneOf(PLURALS));
    if (dice.in100(65)) {
      path.append('/').append(dice.oneOf(NAMES));
      if (dice.in100(40)) {
        path.append('/').append(dice.oneOf(PARTS));
      }
    }
    return path.append(query(dice)).toString();
  }

  static String query(Dice dice) {
    List<String> parameters = new ArrayList<>();
    for (int i = dice.below(5) - 1; i > 0; i--) {
      parameters.add(dice.oneOf(PARAMETERS) + (dice.in100(95) ? "=" : "") + dice.oneOf(VALUES));
    }
    return parameters.isEmpty() ? "" : "?" + String.join(dice.in100(95) ? "&" : ";", parameters);
  }

  static String headers(Dice dice) {
    StringBuilder headers = new StringBuilder();
    if (dice.in100(50)) {
      headers.append("Accept: ").append(dice.oneOf(ACCEPTS)).append("\r\n");
    }
    if (dice.in100(15)) {
      headers.append(dice.oneOf(OTHERS)).append("\r\n");
    }
    return headers.toString();
  }
}
