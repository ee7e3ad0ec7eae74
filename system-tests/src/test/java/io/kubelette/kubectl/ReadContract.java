package io.kubelette.kubectl;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Objects as kubectl shows them: once, while they change, and in words. */
abstract class ReadContract extends KubectlContract {

  ReadContract(Ground ground) {
    super(ground);
  }

  private void threeMaps() {
    for (String name : new String[] {"a", "b", "c"}) {
      applied(
          "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: %1$s, labels: {tier: %1$s, all: maps}}\ndata: {key: of-%1$s}\n"
              .formatted(name));
    }
  }

  @Test
  @Form({"get", "get -o wide", "get -A", "get --no-headers", "get --show-labels", "get -L"})
  void getShowsATable() {
    ready(pod("web", "sleep 100000"));
    assertThat(kubectl.run("get", "pods"))
        .containsPattern("NAME +READY +STATUS +RESTARTS +AGE\nweb +1/1 +Running +0 +\\d+s\n");
    assertThat(kubectl.run("get", "pods", "-o", "wide"))
        .containsPattern("AGE +IP +NODE +NOMINATED NODE +READINESS GATES\n")
        .containsPattern("web .* " + node.name() + " +<none> +<none>\n");
    assertThat(kubectl.run("get", "pods", "-A")).containsPattern(namespace + " +web +1/1");
    assertThat(kubectl.run("get", "pods", "--no-headers")).startsWith("web ");
    assertThat(kubectl.run("get", "pods", "--show-labels")).contains("LABELS", "app=web");
    assertThat(kubectl.run("get", "pods", "-L", "app")).containsPattern("APP\nweb .* web\n");
    assertThat(kubectl.run("get", "nodes", "-o", "wide"))
        .containsPattern("NAME +STATUS +ROLES +AGE +VERSION +INTERNAL-IP +EXTERNAL-IP")
        .containsPattern(node.name() + " +Ready ");
  }

  @Test
  @Form({
    "get -o yaml",
    "get -o json",
    "get -o name",
    "get -o jsonpath",
    "get -o jsonpath-as-json",
    "get -o jsonpath-file",
    "get -o go-template",
    "get -o custom-columns",
    "get --sort-by",
    "get --show-managed-fields",
    "get --subresource",
    "get --server-print"
  })
  void getPrintsObjects() {
    threeMaps();
    assertThat(kubectl.run("get", "cm", "a", "-o", "yaml"))
        .contains("apiVersion: v1\n", "kind: ConfigMap\n", "  key: of-a\n");
    assertThat(kubectl.run("get", "cm", "-l", "all", "-o", "json"))
        .contains("\"kind\": \"List\"", "\"key\": \"of-c\"");
    assertThat(kubectl.run("get", "cm", "a", "-o", "name")).isEqualTo("configmap/a\n");
    assertThat(kubectl.run("get", "cm", "-o", "jsonpath={.items[*].data.key}"))
        .isEqualTo("of-a of-b of-c");
    assertThat(kubectl.run("get", "cm", "a", "-o", "jsonpath-as-json={.data}"))
        .containsPattern("\\[\\s+\\{\\s+\"key\": \"of-a\"");
    String path = kubectl.file("path.txt", "{.data.key}");
    assertThat(kubectl.run("get", "cm", "b", "-o", "jsonpath-file=" + path)).isEqualTo("of-b");
    assertThat(kubectl.run("get", "cm", "a", "-o", "go-template={{.data.key}}")).isEqualTo("of-a");
    assertThat(kubectl.run("get", "cm", "-o", "custom-columns=KEY:.data.key"))
        .isEqualTo("KEY\nof-a\nof-b\nof-c\n");
    assertThat(kubectl.run("get", "cm", "-o", "name", "--sort-by={.data.key}"))
        .isEqualTo("configmap/a\nconfigmap/b\nconfigmap/c\n");
    kubectl.run("label", "cm", "a", "more=yes");
    assertThat(kubectl.run("get", "cm", "a", "-o", "yaml")).doesNotContain("managedFields");
    assertThat(kubectl.run("get", "cm", "a", "-o", "yaml", "--show-managed-fields"))
        .contains("manager: kubectl-label", "f:more: {}");
    applied(pod("late", "sleep 100000"));
    assertThat(kubectl.run("get", "pod", "late", "--subresource=status", "-o", "name"))
        .isEqualTo("pod/late\n");
    assertThat(kubectl.run("get", "cm", "--server-print=false")).containsPattern("NAME +AGE\na ");
  }

  @Test
  @Form({
    "get -l",
    "get --field-selector",
    "get --chunk-size",
    "get -f",
    "get --ignore-not-found",
    "get all",
    "get pods,services"
  })
  void getSelects() {
    threeMaps();
    assertThat(selected("-l", "tier=a")).isEqualTo("a");
    assertThat(selected("-l", "all,tier!=a")).isEqualTo("b c");
    assertThat(selected("-l", "tier in (a,c)")).isEqualTo("a c");
    assertThat(selected("-l", "all,tier notin (a,c)")).isEqualTo("b");
    assertThat(selected("-l", "!all")).isEmpty();
    assertThat(selected("--field-selector", "metadata.name!=b")).isEqualTo("a c");
    assertThat(kubectl.refused("get", "cm", "--field-selector", "data.key=x"))
        .contains("\"data.key\" is not a known field selector");
    assertThat(selected("--chunk-size", "1")).isEqualTo("a b c");
    String file = kubectl.file("b.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: b}\n");
    assertThat(kubectl.run("get", "-f", file, "-o", "name")).isEqualTo("configmap/b\n");
    assertThat(kubectl.run("get", "cm", "z", "--ignore-not-found")).isEmpty();
    assertThat(kubectl.refused("get", "cm", "z"))
        .isEqualTo("Error from server (NotFound): configmaps \"z\" not found\n");
    applied(pod("web", "sleep 100000"));
    applied("apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {ports: [{port: 80}]}\n");
    assertThat(kubectl.run("get", "all"))
        .contains("pod/web ", "service/web ")
        .doesNotContain("config");
    assertThat(kubectl.run("get", "pods,services", "-o", "name"))
        .isEqualTo("pod/web\nservice/web\n");
    assertThat(kubectl.run("get", "pods", "--field-selector", "spec.nodeName=nowhere")).isEmpty();
  }

  private String selected(String option, String value) {
    return kubectl.run("get", "cm", option, value, "-o", "jsonpath={.items[*].metadata.name}");
  }

  @Test
  @Form({"get -w", "get --watch-only", "get --output-watch-events", "get -w -o json"})
  void getFollowsChanges() {
    threeMaps();
    try (Running table = kubectl.start("get", "cm", "-w", "-l", "all", "--output-watch-events");
        Running later = kubectl.start("get", "cm", "--watch-only", "-L", "tier");
        Running json = kubectl.start("get", "cm", "a", "-w", "-o", "json")) {
      table.awaitOut("ADDED      c ");
      json.awaitOut("\"key\": \"of-a\"");
      // Whether the one that shows no beginning has begun shows in nothing but what it tells.
      int[] change = {0};
      later.awaitOut(
          text -> {
            kubectl.run("label", "cm", "a", "--overwrite", "tier=turn-" + change[0]++);
            return text.contains("turn-");
          });
      table.awaitOut("MODIFIED   a ");
      json.awaitOut("\"tier\": \"turn-");
      kubectl.run("delete", "cm", "b");
      table.awaitOut("DELETED    b ");
      assertThat(later.written()).doesNotContain("c ");
    }
  }

  @Test
  @Form({"describe", "describe -l", "describe -f", "describe --show-events"})
  void describeTellsOfAPodItsServiceAndItsNode() {
    ready(web("web"));
    kubectl.run("expose", "pod", "web", "--port=80", "--target-port=8080");
    assertThat(kubectl.run("describe", "pod", "web"))
        .contains("Container ID:", "Events:", "Started container main")
        .containsPattern("Name: +web\n")
        .containsPattern("Node: +" + node.name());
    assertThat(kubectl.run("describe", "pods", "-l", "app=web")).contains("Image ID:");
    assertThat(kubectl.run("describe", "pod", "web", "--show-events=false"))
        .doesNotContain("Started container");
    assertThat(kubectl.run("describe", "service", "web"))
        .containsPattern("TargetPort: +8080/TCP")
        .containsPattern("Endpoints: +[\\d.]+:8080");
    assertThat(kubectl.run("describe", "node", node.name()))
        .contains("Non-terminated Pods:", "Allocatable:", "MemoryPressure")
        .containsPattern(namespace + " +web ");
    String file = kubectl.file("web.yaml", web("web"));
    assertThat(kubectl.run("describe", "-f", file)).containsPattern("Name: +web\n");
    threeMaps();
    assertThat(kubectl.run("describe", "cm", "a")).contains("key:\n----\nof-a");
    assertThat(kubectl.run("describe", "namespace", namespace)).contains("Status:       Active");
  }

  @Test
  @Form({"events", "events --for", "events --types", "events -A", "get events"})
  void eventsAreTold() {
    ready(pod("web", "sleep 100000"));
    assertThat(kubectl.run("events"))
        .containsPattern("Normal +Started +Pod/web +Started container");
    assertThat(kubectl.run("events", "--for", "pod/web")).contains("Scheduled");
    assertThat(kubectl.run("events", "--for", "pod/other")).isEmpty();
    assertThat(kubectl.run("events", "--types=Warning")).isEmpty();
    assertThat(kubectl.run("events", "-A")).contains(namespace);
    assertThat(kubectl.run("get", "events", "--field-selector=involvedObject.name=web"))
        .containsPattern("LAST SEEN +TYPE +REASON +OBJECT +MESSAGE")
        .contains("pod/web");
  }

  @Test
  @Form({
    "wait --for=condition",
    "wait --for=jsonpath",
    "wait --for=delete",
    "wait --for=create",
    "wait --all",
    "wait --timeout"
  })
  void waitSeesWhatItIsToldToWaitFor() {
    try (Running created =
        kubectl.start("wait", "--for=create", "pod/web", "--timeout=50s", "-v=6")) {
      applied(pod("web", "sleep 100000"));
      assertThat(created.result().success()).contains("pod/web condition met");
    }
    assertThat(kubectl.run("wait", "--for=condition=Ready", "pod", "--all", "--timeout=50s"))
        .isEqualTo("pod/web condition met\n");
    kubectl.run("wait", "--for=jsonpath={.status.phase}=Running", "pod/web", "--timeout=50s");
    assertThat(
            kubectl.refused(
                "wait", "--for=condition=PodScheduled=false", "pod/web", "--timeout=1s"))
        .contains("timed out waiting for the condition on pods/web");
    try (Running gone = kubectl.start("wait", "--for=delete", "pod/web", "--timeout=50s")) {
      kubectl.run("delete", "pod", "web", "--wait=false");
      gone.result().success();
    }
  }
}
