package io.kubelette.kubectl;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubelette.api.Access;
import io.kubelette.api.http.ApiHttpServerBuilder;
import io.kubelette.api.http.Security;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who may do what, over TLS. */
class AccessCommandsTest extends KubectlContract {

  private static final String TOKEN = "a.token-of_ours";

  AccessCommandsTest() {
    super(new FakeGround());
  }

  @Override
  ApiHttpServerBuilder serve(ApiHttpServerBuilder builder) {
    return builder.security(
        Security.selfSigned().withToken(TOKEN, Access.FULL).withToken("viewer", Access.READ_ONLY));
  }

  @BeforeEach
  void comeWithACertificate() {
    kubectl = by("full", http.kubeconfig());
  }

  private Kubectl by(String name, String kubeconfig) {
    String file = kubectl.file(name + ".kubeconfig", kubeconfig);
    return new Kubectl(home, List.of("--kubeconfig=" + file), Map.of(), kubectl.runs())
        .in(namespace);
  }

  @Test
  @Form({"auth whoami", "get", "exec", "exec -i", "logs -f", "port-forward pod/web"})
  void aCertificateIsEnoughForEverything() {
    ready(web("web"));
    assertThat(kubectl.run("auth", "whoami")).containsPattern("Groups +\\[system:masters");
    assertThat(kubectl.run("get", "pods")).containsPattern("web +1/1");
    assertThat(kubectl.fed("secretly\n", "exec", "-i", "web", "--", "cat").success())
        .isEqualTo("secretly\n");
    try (Running forward = kubectl.start("port-forward", "pod/web", ":8080")) {
      forward.awaitOut("Forwarding from");
    }
    try (Running follow = kubectl.start("logs", "-f", "web")) {
      follow.awaitOut("listening on");
    }
  }

  @Test
  @Form({"get --token", "auth can-i", "auth can-i --list"})
  void aTokenTellsWhoComes() {
    Kubectl nobody = by("nobody", withoutUser(http.kubeconfig()));
    assertThat(nobody.run("get", "namespaces", "--token=" + TOKEN, "-o", "name"))
        .contains("namespace/default");
    assertThat(nobody.refused("get", "pods", "--token=wrong"))
        .contains("You must be logged in to the server");
    assertThat(nobody.run("auth", "whoami", "--token=viewer")).contains("token-viewer");
    assertThat(nobody.run("auth", "can-i", "get", "pods", "--token=viewer")).isEqualTo("yes\n");
    assertThat(nobody.attempt("auth", "can-i", "create", "pods", "--token=viewer").out())
        .startsWith("no");
    assertThat(nobody.run("auth", "can-i", "--list", "--token=viewer"))
        .containsPattern("pods/log +\\[] +\\[] +\\[get list watch]")
        .containsPattern("deployments.apps +\\[] +\\[] +\\[get list watch]")
        .doesNotContain("pods/exec");
  }

  private static String withoutUser(String kubeconfig) {
    return kubeconfig.replaceAll("(?m)^ +client-.*\\R?", "").replace("user:\n", "user: {}\n");
  }

  @Test
  @Form({"create configmap", "exec", "delete", "get -w"})
  void whoMayOnlyReadIsRefusedInWords() {
    ready(pod("web", "sleep 100000"));
    Kubectl viewer = by("viewer", http.kubeconfig(Access.READ_ONLY));
    assertThat(viewer.run("get", "pods", "-o", "name")).isEqualTo("pod/web\n");
    try (Running watch = viewer.start("get", "pods", "-w")) {
      watch.awaitOut("web");
    }
    assertThat(viewer.refused("create", "configmap", "c"))
        .contains(
            "cannot create resource \"configmaps\" in API group \"\" in the namespace \""
                + namespace
                + "\"");
    assertThat(viewer.refused("delete", "pod", "web")).contains("cannot delete resource \"pods\"");
    assertThat(viewer.refused("exec", "web", "--", "true"))
        .contains("cannot create resource \"pods/exec\"");
    assertThat(viewer.refused("delete", "node", node.name()))
        .contains("cannot delete resource \"nodes\" in API group \"\" at the cluster scope");
  }

  @Test
  @Form({
    "config view",
    "config view --minify",
    "config current-context",
    "config get-contexts",
    "config set-context --current",
    "config set-credentials --token",
    "config use-context",
    "config get-clusters",
    "config get-users"
  })
  void theKubeconfigIsWhatConfigExpects() {
    assertThat(kubectl.run("config", "current-context")).isEqualTo("kubelette\n");
    assertThat(kubectl.run("config", "view"))
        .contains("server: " + http.url(), "certificate-authority-data: DATA+OMITTED");
    assertThat(kubectl.run("config", "view", "--minify", "-o", "jsonpath={.contexts[0].name}"))
        .isEqualTo("kubelette");
    assertThat(kubectl.run("config", "get-contexts", "-o", "name")).isEqualTo("kubelette\n");
    assertThat(kubectl.run("config", "get-clusters")).contains("kubelette");
    assertThat(kubectl.run("config", "get-users")).contains("kubelette");
    kubectl.run("config", "set-credentials", "bearer", "--token=" + TOKEN);
    kubectl.run("config", "set-context", "--current", "--user=bearer");
    kubectl.run("config", "use-context", "kubelette");
    assertThat(kubectl.run("auth", "whoami")).contains("token-admin");
  }

  @Test
  @Form({"version --certificate-authority", "version --insecure-skip-tls-verify"})
  void aServerWhoseAuthorityIsUnknownIsNotTrusted() {
    List<String> options = List.of("--server=" + http.url(), "--token=" + TOKEN);
    Kubectl plain = new Kubectl(home, options, Map.of(), kubectl.runs());
    assertThat(plain.refused("version")).contains("certificate signed by unknown authority");
    Matcher authority =
        Pattern.compile("certificate-authority-data: (\\S+)").matcher(http.kubeconfig());
    assertThat(authority.find()).isTrue();
    String pem =
        new String(Base64.getDecoder().decode(authority.group(1)), StandardCharsets.US_ASCII);
    assertThat(plain.run("version", "--certificate-authority=" + plain.file("ca.crt", pem)))
        .contains("+kubelette");
    assertThat(plain.run("version", "--insecure-skip-tls-verify")).contains("+kubelette");
  }
}
