package io.kubelette.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Bodies of requests: objects and patches in each format, changed in some place. */
final class Contents {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final List<String> OBJECTS =
      List.of(
          """
          {"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"m1","labels":{"a":"b"},"finalizers":[],
          "ownerReferences":[{"apiVersion":"v1","kind":"Pod","name":"web","uid":"1"}]},"data":{"k":"v"},"binaryData":{"b":"AAE="}}""",
          """
          {"apiVersion":"v1","kind":"Pod","metadata":{"name":"web","namespace":"default"},"spec":{"nodeName":"n1",
          "volumes":[{"name":"v","emptyDir":{"sizeLimit":"1Mi"}},{"name":"c","configMap":{"name":"m1","items":[{"key":"k","path":"p"}]}}],
          "initContainers":[{"name":"i","image":"x","restartPolicy":"Always"}],
          "containers":[{"name":"web","image":"hello:1","command":["a"],"args":["$(B)"],"env":[{"name":"B","valueFrom":{"fieldRef":{"fieldPath":"metadata.name"}}}],
          "ports":[{"containerPort":8080,"protocol":"TCP"}],"resources":{"limits":{"cpu":"100m","memory":"1Gi"}},
          "livenessProbe":{"httpGet":{"path":"/","port":8080},"periodSeconds":1},"volumeMounts":[{"name":"v","mountPath":"/v"}],
          "securityContext":{"runAsUser":1000}}],"tolerations":[{"key":"k","operator":"Exists"}]}}""",
          """
          {"apiVersion":"v1","kind":"Service","metadata":{"name":"web"},"spec":{"type":"NodePort","selector":{"app":"web"},
          "ports":[{"name":"http","port":80,"targetPort":"http","nodePort":30080}],"sessionAffinity":"ClientIP","clusterIP":"127.96.0.9"}}""",
          """
          {"apiVersion":"apps/v1","kind":"Deployment","metadata":{"generateName":"d-"},"spec":{"replicas":1,"selector":{"matchLabels":{"a":"b"},
          "matchExpressions":[{"key":"a","operator":"In","values":["b"]}]},"strategy":{"rollingUpdate":{"maxSurge":"25%","maxUnavailable":1}},
          "template":{"metadata":{"labels":{"a":"b"}},"spec":{"containers":[{"name":"c","image":"hello:1"}]}}}}""",
          """
          {"apiVersion":"coordination.k8s.io/v1","kind":"Lease","metadata":{"name":"web"},"spec":{"holderIdentity":"me","leaseDurationSeconds":15,
          "renewTime":"2026-01-01T00:00:00.000000Z","acquireTime":null}}""",
          """
          {"apiVersion":"batch/v1","kind":"CronJob","metadata":{"name":"web"},"spec":{"schedule":"* * * * *","jobTemplate":{"spec":{"template":{"spec":{
          "restartPolicy":"Never","containers":[{"name":"c","image":"hello:1"}]}}}}}}""",
          """
          {"apiVersion":"v1","kind":"Secret","metadata":{"name":"web"},"type":"Opaque","data":{"k":"dg=="},"stringData":{"s":"t"}}""",
          """
          {"apiVersion":"policy/v1","kind":"Eviction","metadata":{"name":"m2"},"deleteOptions":{"gracePeriodSeconds":0}}""",
          """
          {"apiVersion":"autoscaling/v1","kind":"Scale","metadata":{"name":"web"},"spec":{"replicas":2}}""",
          """
          {"apiVersion":"v1","kind":"Binding","metadata":{"name":"m1"},"target":{"kind":"Node","name":"n1"}}""",
          """
          {"kind":"DeleteOptions","apiVersion":"v1","gracePeriodSeconds":1,"preconditions":{"uid":"x","resourceVersion":"1"},"propagationPolicy":"Orphan","dryRun":["All"]}""",
          """
          {"apiVersion":"authorization.k8s.io/v1","kind":"SelfSubjectAccessReview","spec":{"resourceAttributes":{"verb":"get","resource":"pods"}}}""",
          """
          {"apiVersion":"discovery.k8s.io/v1","kind":"EndpointSlice","metadata":{"name":"web"},"addressType":"IPv4",
          "endpoints":[{"addresses":["127.0.0.1"],"conditions":{"ready":true}}],"ports":[{"name":"http","port":80}]}""");

  private static final List<String> PATCHES =
      List.of(
          """
          {"metadata":{"labels":{"x":null,"y":"z"},"resourceVersion":"7","managedFields":[]},"data":{"k":null}}""",
          """
          {"spec":{"containers":[{"name":"web","image":"other","$patch":"replace"},{"$patch":"delete","name":"w"}],
          "$setElementOrder/containers":[{"name":"web"},{"name":"q"}],"$retainKeys":["containers"]}}""",
          """
          {"metadata":{"$deleteFromPrimitiveList/finalizers":["a"],"finalizers":["b/c"],"$setElementOrder/finalizers":["b/c"]},"$patch":"merge"}""",
          """
          [{"op":"add","path":"/metadata/labels/q~1r","value":"s"},{"op":"move","from":"/data","path":"/metadata/annotations"},
          {"op":"test","path":"/metadata/name","value":"web"},{"op":"remove","path":"/spec/containers/0"},{"op":"copy","from":"","path":"/data/-"}]""",
          """
          [{"op":"replace","path":"","value":null},{"op":"add","path":"/spec/containers/99","value":{}},{"op":"remove","path":"/~2"}]""",
          """
          {"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"m1","managedFields":[{"manager":"a","operation":"Apply","fieldsV1":{"f:data":{".":{},"k:{\\"a\\":1}":{}}}}]},"data":{"k":"w"}}""",
          """
          {"status":{"conditions":[{"type":"Ready","status":"True"},{"type":"Ready"}],"podIPs":[{"ip":"1.2.3.4"}],"phase":"Running"}}""");

  private static final List<String> YAMLS =
      List.of(
          "a: &x [*x]\n",
          "? {a: b}\n: c\n",
          "--- !!java.net.URL [\"http://x\"]\n",
          "a: b\na: c\n",
          "&a [&b [*a, *a], *b, *b]",
          "kind: ConfigMap\napiVersion: v1\nmetadata: {name: m1}\n---\nkind: Pod\n",
          "<<: {a: b}\nkind: 0o17\n",
          "metadata:\n\tname: tab\n",
          "a: !!binary x\nb: !!float .nan\n",
          "\"\\u0000\": 2001-01-01\n",
          "[".repeat(3000),
          "{a: ".repeat(500),
          "%YAML 9.9\n---\n",
          "\ufeffkind: Pod",
          "- ".repeat(2000));

  /** A body and its type. */
  record Content(String type, byte[] bytes) {}

  private Contents() {}

  static Content of(Dice dice, String method) {
    boolean patch = method.equals("PATCH") ? dice.in100(95) : dice.in100(5);
    String type = patch ? patchType(dice) : objectType(dice);
    byte[] bytes =
        switch (dice.below(10)) {
          case 0 -> Script.NOTHING;
          case 1 -> dice.oneOf(YAMLS).getBytes(StandardCharsets.UTF_8);
          case 2 -> dice.spoil(text(dice, patch).getBytes(StandardCharsets.UTF_8));
          default ->
              type.contains("protobuf")
                  ? Wire.object(dice)
                  : text(dice, patch).getBytes(StandardCharsets.UTF_8);
        };
    return new Content(type, bytes);
  }

  private static String patchType(Dice dice) {
    return dice.oneOf(
        "application/json-patch+json",
        "application/merge-patch+json",
        "application/strategic-merge-patch+json",
        "application/strategic-merge-patch+json",
        "application/apply-patch+yaml",
        "application/apply-patch+yaml; charset=utf-8",
        "application/json");
  }

  private static String objectType(Dice dice) {
    return dice.oneOf(
        "application/json",
        "application/json",
        "application/json; charset=utf-8",
        "application/yaml",
        "application/vnd.kubernetes.protobuf",
        "application/vnd.kubernetes.protobuf",
        "text/plain",
        "multipart/form-data; boundary=x",
        "");
  }

  private static String text(Dice dice, boolean patch) {
    try {
      JsonNode tree =
          JSON.readTree(patch && dice.in100(75) ? dice.oneOf(PATCHES) : dice.oneOf(OBJECTS));
      for (int i = dice.below(4); i > 0; i--) {
        change(tree, dice);
      }
      return JSON.writeValueAsString(tree);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  /** Somewhere in the tree one value becomes another. */
  private static void change(JsonNode tree, Dice dice) {
    JsonNode at = tree;
    while (at.size() > 0) {
      List<String> names = new ArrayList<>();
      at.fieldNames().forEachRemaining(names::add);
      String name = names.isEmpty() ? "" : dice.oneOf(names);
      int index = dice.below(at.size());
      JsonNode next = at.isArray() ? at.path(index) : at.path(name);
      if (next.size() == 0 || dice.in100(25)) {
        if (at instanceof ArrayNode array) {
          array.set(index, value(dice));
        } else if (at instanceof ObjectNode object) {
          object.set(dice.in100(80) ? name : name + "X", value(dice));
        }
        return;
      }
      at = next;
    }
  }

  private static JsonNode value(Dice dice) {
    JsonNodeFactory make = JsonNodeFactory.instance;
    return switch (dice.below(13)) {
      case 0 -> make.nullNode();
      case 1 -> make.arrayNode();
      case 2 -> make.objectNode();
      case 3 -> make.textNode("");
      case 4 -> make.textNode("\u0000\ud800 \u202e");
      case 5 ->
          make.textNode(dice.oneOf("web", "99999999999Gi", "-1m", "1e400", "25%", "a/b/c", "::1"));
      case 6 ->
          make.numberNode(dice.oneOf(List.of(-1L, 0L, 65_536L, Long.MAX_VALUE, Long.MIN_VALUE)));
      case 7 -> make.numberNode(1.5e300);
      case 8 -> make.booleanNode(dice.in100(50));
      case 9 -> make.arrayNode().add(make.nullNode()).add(make.objectNode()).add(1);
      case 10 -> make.objectNode().set("a", make.arrayNode().add("b"));
      case 11 -> make.textNode("y".repeat(dice.below(5000)));
      default -> deep(dice.below(300));
    };
  }

  private static JsonNode deep(int levels) {
    JsonNode inner = JsonNodeFactory.instance.textNode("bottom");
    for (int i = 0; i < levels; i++) {
      inner = JsonNodeFactory.instance.objectNode().set("d", inner);
    }
    return inner;
  }

  /** Protobuf: the envelope of Kubernetes with something in it. */
  static final class Wire {

    private static final List<String> KINDS =
        List.of(
            "v1 ConfigMap",
            "v1 Secret",
            "v1 Pod",
            "v1 Service",
            "v1 Namespace",
            "apps/v1 Deployment",
            "batch/v1 Job",
            "v1 DeleteOptions",
            "v1 Gadget",
            "authorization.k8s.io/v1 SelfSubjectAccessReview");

    private Wire() {}

    static byte[] object(Dice dice) {
      String[] kind = dice.oneOf(KINDS).split(" ");
      ByteArrayOutputStream type = new ByteArrayOutputStream();
      field(type, 1, kind[0].getBytes(StandardCharsets.UTF_8));
      field(type, 2, kind[1].getBytes(StandardCharsets.UTF_8));
      ByteArrayOutputStream whole = new ByteArrayOutputStream();
      whole.writeBytes(new byte[] {'k', '8', 's', 0});
      field(whole, 1, type.toByteArray());
      field(whole, 2, dice.in100(10) ? dice.bytes(60) : message(dice, 0));
      return dice.in100(30) ? dice.spoil(whole.toByteArray()) : whole.toByteArray();
    }

    private static byte[] message(Dice dice, int depth) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      if (depth == 0) {
        ByteArrayOutputStream meta = new ByteArrayOutputStream();
        field(meta, 1, dice.oneOf("m1", "m2", "web").getBytes(StandardCharsets.UTF_8));
        field(out, 1, meta.toByteArray());
      }
      for (int i = dice.below(5); i > 0; i--) {
        int number = 1 + dice.below(depth == 0 ? 4 : 20);
        switch (dice.below(4)) {
          case 0 -> {
            number(out, number << 3);
            number(out, dice.below(1 << 20));
          }
          case 1 ->
              field(
                  out, number, dice.oneOf("k", "web", "8080", "").getBytes(StandardCharsets.UTF_8));
          case 2 -> field(out, number, dice.bytes(dice.below(20)));
          default -> field(out, number, depth > 6 ? Script.NOTHING : message(dice, depth + 1));
        }
      }
      return out.toByteArray();
    }

    private static void field(ByteArrayOutputStream out, int number, byte[] content) {
      number(out, number << 3 | 2);
      number(out, content.length);
      out.writeBytes(content);
    }

    private static void number(ByteArrayOutputStream out, int value) {
      int left = value;
      while (left > 0x7f) {
        out.write(left & 0x7f | 0x80);
        left >>>= 7;
      }
      out.write(left);
    }
  }
}
