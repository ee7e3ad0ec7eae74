package io.kubelette.kubectl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Objects: made, shown and removed. */
@KubectlTest
class ObjectCommandsTest extends KubectlNode {

  static Stream<List<String>> kinds() {
    return Stream.of(
            "configmap c --from-literal=a=b",
            "secret generic s --from-literal=a=b",
            "namespace n",
            "deployment d --image=hello:1 --replicas=0",
            "job j --image=hello:1 -- echo",
            "cronjob cj --image=hello:1 --schedule=@daily -- echo",
            "service clusterip svc --tcp=80:8080",
            "serviceaccount sa",
            "quota q --hard=pods=2",
            "ingress i --rule=a.b/c=svc:80",
            "role r --verb=get --resource=pods",
            "rolebinding rb --role=r --user=u",
            "clusterrole cr --verb=get --resource=pods",
            "clusterrolebinding crb --clusterrole=cr --user=u",
            "poddisruptionbudget p --selector=a=b --min-available=1",
            "priorityclass pc --value=10")
        .map(words -> List.of(("create " + words).split(" ")));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void createMakesTheKind(List<String> words) {
    assertThat(kubectl.run(words.toArray(String[]::new))).endsWith(" created\n");
  }

  @Test
  void getShowsTablesAndObjects() {
    web();
    assertThat(kubectl.run("get", "pods")).containsPattern("web +1/1 +Running +0 ");
    assertThat(kubectl.run("get", "pods", "-o", "wide")).contains("NOMINATED NODE", node.name());
    assertThat(kubectl.run("get", "pods", "-A")).containsPattern("default +web ");
    assertThat(kubectl.run("get", "pod", "web", "-o", "jsonpath={.spec.containers[0].image}"))
        .isEqualTo("hello:1");
    assertThat(kubectl.run("get", "pod", "web", "-o", "yaml")).contains("kind: Pod\n");
    assertThat(kubectl.run("get", "pods", "-l", "app=web", "-o", "name")).isEqualTo("pod/web\n");
    assertThat(kubectl.run("get", "pods", "-l", "app!=web", "-o", "name")).isEmpty();
    assertThat(kubectl.run("get", "pods", "--field-selector=status.phase=Running", "-o", "name"))
        .isEqualTo("pod/web\n");
    assertThat(kubectl.run("get", "nodes", "-o", "wide")).contains("fake://");
  }

  @Test
  void describeTellsOfAPodItsServiceAndItsNode() {
    web();
    kubectl.run("expose", "pod", "web", "--port=80", "--target-port=8080");
    assertThat(kubectl.run("describe", "pod", "web")).contains("Events:", "Started");
    assertThat(kubectl.run("describe", "service", "web")).contains("TargetPort:");
    assertThat(kubectl.run("describe", "node", node.name())).contains("Non-terminated Pods:");
    assertThat(kubectl.run("events")).contains("Pod/web");
  }

  @Test
  void runMakesAPodAndDeleteRemovesIt() {
    kubectl.run("run", "one", "--image=hello:1");
    kubectl.run("wait", "--for=condition=Ready", "pod/one", "--timeout=50s");
    assertThat(kubectl.run("delete", "pod", "one", "--now")).contains("\"one\" deleted");
    assertThat(kubectl.attempt("get", "pod", "one").err()).contains("(NotFound)");
  }
}
