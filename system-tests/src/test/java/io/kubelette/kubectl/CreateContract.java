package io.kubelette.kubectl;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubelette.api.http.ApiHttpServer;
import io.kubelette.api.http.Security;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Objects that come to be: by generators, from files, and beside others. */
abstract class CreateContract extends KubectlContract {

  CreateContract(Ground ground) {
    super(ground);
  }

  /** Creates an object by a generator, and reads a field of what there is then. */
  private String made(String command, String object, String path) {
    assertThat(kubectl.run(("create " + command).split(" "))).endsWith(" created\n");
    return field(object, path);
  }

  @Test
  @Form({
    "create configmap --from-literal",
    "create configmap --from-file",
    "create configmap --from-env-file",
    "create secret generic",
    "create secret docker-registry",
    "create secret tls",
    "create serviceaccount",
    "create namespace",
    "create quota",
    "create priorityclass",
    "create poddisruptionbudget"
  })
  void createMakesWhatPodsReferTo() {
    kubectl.file("key", "one\n");
    kubectl.file("env", "A=1\nB=2\n");
    assertThat(made("configmap c --from-literal=a=b", "cm/c", "{.data.a}")).isEqualTo("b");
    assertThat(made("configmap f --from-file=key --from-file=x=env", "cm/f", "{.data.key}"))
        .isEqualTo("one\n");
    assertThat(made("configmap e --from-env-file=env", "cm/e", "{.data}"))
        .isEqualTo("{\"A\":\"1\",\"B\":\"2\"}");
    assertThat(made("secret generic s --from-literal=a=b --type=mine", "secret/s", "{.data.a}"))
        .isEqualTo("Yg==");
    String registry = "--docker-server=r --docker-username=u --docker-password=p";
    assertThat(made("secret docker-registry d " + registry, "secret/d", "{.type}"))
        .isEqualTo("kubernetes.io/dockerconfigjson");
    keyPair();
    assertThat(made("secret tls t --cert=tls.crt --key=tls.key", "secret/t", "{.type}"))
        .isEqualTo("kubernetes.io/tls");
    assertThat(made("serviceaccount sa", "sa/sa", "{.metadata.name}")).isEqualTo("sa");
    String other = namespace + "-other";
    assertThat(made("namespace " + other, "ns/" + other, "{.status.phase}")).isEqualTo("Active");
    assertThat(made("quota q --hard=pods=2,cpu=1", "quota/q", "{.spec.hard.pods}")).isEqualTo("2");
    String budget = "poddisruptionbudget p --selector=a=b --min-available=50%";
    assertThat(made(budget, "pdb/p", "{.spec.minAvailable}")).isEqualTo("50%");
    String priority = namespace + "-priority";
    assertThat(made("priorityclass " + priority + " --value=10", "pc/" + priority, "{.value}"))
        .isEqualTo("10");
  }

  private void keyPair() {
    try (ApiHttpServer server =
        ApiHttpServer.over(node.api()).security(Security.selfSigned()).start()) {
      String kubeconfig = server.kubeconfig();
      kubectl.file("tls.crt", decoded(kubeconfig, "client-certificate-data"));
      kubectl.file("tls.key", decoded(kubeconfig, "client-key-data"));
    }
  }

  private static String decoded(String kubeconfig, String name) {
    Matcher line = Pattern.compile(name + ": (\\S+)").matcher(kubeconfig);
    assertThat(line.find()).isTrue();
    return new String(Base64.getDecoder().decode(line.group(1)), StandardCharsets.US_ASCII);
  }

  @Test
  @Form({
    "create deployment",
    "create job",
    "create job --from",
    "create cronjob",
    "create service clusterip",
    "create service nodeport",
    "create service loadbalancer",
    "create service externalname",
    "create ingress"
  })
  void createMakesWorkloadsAndServices() {
    assertThat(
            made("deployment d --image=i --replicas=2 --port=80", "deploy/d", "{.spec.replicas}"))
        .isEqualTo("2");
    assertThat(made("job j --image=i -- echo hi", "job/j", "{..command}"))
        .isEqualTo("[\"echo\",\"hi\"]");
    assertThat(made("cronjob cj --image=i --schedule=@daily -- echo", "cj/cj", "{.spec.schedule}"))
        .isEqualTo("@daily");
    assertThat(made("job k --from=cronjob/cj", "job/k", "{.metadata.ownerReferences[0].name}"))
        .isEqualTo("cj");
    assertThat(made("service clusterip c --tcp=80:8080", "svc/c", "{.spec.clusterIP}"))
        .startsWith("127.96.");
    assertThat(made("service clusterip h --clusterip=None", "svc/h", "{.spec.clusterIP}"))
        .isEqualTo("None");
    assertThat(made("service nodeport n --tcp=80", "svc/n", "{.spec.ports[0].nodePort}"))
        .matches("3\\d{4}");
    assertThat(made("service loadbalancer l --tcp=80", "svc/l", "{.spec.type}"))
        .isEqualTo("LoadBalancer");
    String external = "service externalname e --external-name=a.b";
    assertThat(made(external, "svc/e", "{.spec.externalName}")).isEqualTo("a.b");
    assertThat(made("ingress i --rule=a.b/c=c:80", "ing/i", "{.spec.rules[0].host}"))
        .isEqualTo("a.b");
  }

  @Test
  @Form({
    "create role",
    "create rolebinding",
    "create clusterrole",
    "create clusterrolebinding",
    "create token"
  })
  void createMakesWhatNobodyAsksForYet() {
    assertThat(made("role r --verb=get --resource=pods", "role/r", "{.rules[0].verbs[0]}"))
        .isEqualTo("get");
    assertThat(made("rolebinding rb --role=r --user=u", "rolebinding/rb", "{.roleRef.name}"))
        .isEqualTo("r");
    String name = namespace + "-all";
    String role = "clusterrole " + name + " --verb=get --non-resource-url=/metrics";
    assertThat(made(role, "clusterrole/" + name, "{.rules[0].nonResourceURLs[0]}"))
        .isEqualTo("/metrics");
    String binding = "clusterrolebinding " + name + " --clusterrole=" + name + " --group=g";
    assertThat(made(binding, "clusterrolebinding/" + name, "{.subjects[0].name}")).isEqualTo("g");
    kubectl.run("create", "serviceaccount", "sa");
    assertThat(kubectl.refused("create", "token", "sa"))
        .contains("the server could not find the requested resource");
  }

  @Test
  @Form({
    "create -f",
    "create -f -",
    "create -R",
    "create -k",
    "create --dry-run=client",
    "create --dry-run=server",
    "create --save-config",
    "create --edit",
    "create --validate",
    "create -o"
  })
  void createTakesFiles() {
    String one = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: %s}\ndata: {a: b}\n";
    String file = kubectl.file("in/one.yaml", one.formatted("one"));
    kubectl.file("in/deeper/two.yaml", one.formatted("two") + "---\n" + one.formatted("three"));
    kubectl.file("in/kustomization.yaml", "namePrefix: k-\nresources: [one.yaml]\n");
    assertThat(kubectl.run("create", "-f", file, "--dry-run=client", "-o", "name"))
        .isEqualTo("configmap/one\n");
    assertThat(kubectl.run("create", "-f", file, "--dry-run=server", "-o", "jsonpath={.data.a}"))
        .isEqualTo("b");
    assertThat(kubectl.run("get", "cm")).isEmpty();
    assertThat(kubectl.run("create", "-f", file)).isEqualTo("configmap/one created\n");
    assertThat(kubectl.refused("create", "-f", file))
        .contains("(AlreadyExists)", "configmaps \"one\" already exists");
    assertThat(kubectl.run("create", "-R", "-f", home.resolve("in/deeper").toString()))
        .isEqualTo("configmap/two created\nconfigmap/three created\n");
    assertThat(kubectl.run("create", "-k", home.resolve("in").toString()))
        .isEqualTo("configmap/k-one created\n");
    assertThat(kubectl.fed(one.formatted("four"), "create", "--save-config", "-f", "-").success())
        .isEqualTo("configmap/four created\n");
    assertThat(field("cm/four", "{.metadata.annotations}")).contains("last-applied-configuration");
    Kubectl edits = kubectl.with("KUBE_EDITOR", "sed -i s/four/five/");
    edits.fed(one.formatted("four"), "create", "--edit", "-f", "-").success();
    String wrong = kubectl.file("wrong.yaml", one.formatted("six") + "extra: 1\n");
    assertThat(kubectl.refused("create", "-f", wrong, "--validate=strict"))
        .contains("unknown field \"extra\"");
    Kubectl.Result warned = kubectl.attempt("create", "-f", wrong, "--validate=warn");
    assertThat(warned.success()).isEqualTo("configmap/six created\n");
    assertThat(warned.err()).contains("Warning: unknown field \"extra\"");
    assertThat(kubectl.run("get", "cm", "-o", "jsonpath={.items[*].metadata.name}"))
        .isEqualTo("five four k-one one six three two");
  }

  @Test
  @Form({
    "run --image",
    "run --port",
    "run --env",
    "run --labels",
    "run --expose",
    "run --overrides",
    "run --dry-run",
    "run --restart=Never",
    "run --command"
  })
  void runMakesAPod() {
    String image = "--image=" + ground.image();
    kubectl.run("run", "one", image, "--port=80", "--env=A=b", "--labels=x=y", "--", "sleep", "60");
    assertThat(
            field("pod/one", "{.spec.containers[0].ports[0].containerPort} {.metadata.labels.x}"))
        .isEqualTo("80 y");
    assertThat(field("pod/one", "{.spec.containers[0].args}")).isEqualTo("[\"sleep\",\"60\"]");
    kubectl.run("run", "two", image, "--restart=Never", "--command", "--", "sh", "-c", "exit 3");
    kubectl.run("wait", "--for=jsonpath={.status.phase}=Failed", "pod/two", "--timeout=50s");
    assertThat(kubectl.run("get", "pod", "two")).containsPattern("two +0/1 +Error +0 ");
    kubectl.run("run", "three", image, "--port=80", "--expose");
    assertThat(field("svc/three", "{.spec.selector}")).isEqualTo("{\"run\":\"three\"}");
    String grace = "--overrides={\"spec\":{\"terminationGracePeriodSeconds\":7}}";
    assertThat(
            kubectl.run(
                "run",
                "four",
                image,
                grace,
                "--dry-run=server",
                "-o",
                "jsonpath={.spec.terminationGracePeriodSeconds}"))
        .isEqualTo("7");
    assertThat(kubectl.run("get", "pods", "-o", "name")).doesNotContain("four");
  }

  @Test
  @Form({"expose pod", "expose service", "expose deployment", "expose -f", "expose --type"})
  void exposeMakesAService() {
    ready(web("web"));
    kubectl.run("create", "deployment", "d", "--image=i", "--port=81", "--replicas=0");
    assertThat(kubectl.run("expose", "pod", "web", "--port=80", "--target-port=http"))
        .isEqualTo("service/web exposed\n");
    kubectl.run("expose", "service", "web", "--name=again", "--port=90", "--type=NodePort");
    assertThat(field("svc/again", "{.spec.type} {.spec.selector.app}")).isEqualTo("NodePort web");
    kubectl.run("expose", "deployment", "d");
    assertThat(field("svc/d", "{.spec.ports[0].port} {.spec.selector.app}")).isEqualTo("81 d");
    kubectl.run("expose", "-f", kubectl.file("web.yaml", web("web")), "--name=filed", "--port=1");
    assertThat(kubectl.run("get", "svc", "-o", "wide"))
        .containsPattern("again +NodePort +127.96.\\S+ +<none> +90:3\\d+/TCP +\\d+s +app=web");
  }
}
