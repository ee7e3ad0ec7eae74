package io.kubelette.api;

import io.kubelette.model.AppArmorProfile;
import io.kubelette.model.ContainerPort;
import io.kubelette.model.HTTPGetAction;
import io.kubelette.model.HostPathVolumeSource;
import io.kubelette.model.Lifecycle;
import io.kubelette.model.LifecycleHandler;
import io.kubelette.model.Opaque;
import io.kubelette.model.Pod;
import io.kubelette.model.PodSecurityContext;
import io.kubelette.model.PodSecurityContextBuilder;
import io.kubelette.model.PodSpec;
import io.kubelette.model.Probe;
import io.kubelette.model.SELinuxOptions;
import io.kubelette.model.SeccompProfile;
import io.kubelette.model.TCPSocketAction;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The level {@code baseline} of the Pod Security Standards, one check for each field. Pure. */
final class BaselinePolicy {

  static final PodSecurityContext NO_CONTEXT = PodSecurityContextBuilder.builder().build();

  private static final Set<String> CAPABILITIES =
      Set.of(
          "AUDIT_WRITE",
          "CHOWN",
          "DAC_OVERRIDE",
          "FOWNER",
          "FSETID",
          "KILL",
          "MKNOD",
          "NET_BIND_SERVICE",
          "SETFCAP",
          "SETGID",
          "SETPCAP",
          "SETUID",
          "SYS_CHROOT");

  private static final Set<String> SELINUX_TYPES =
      Set.of("", "container_t", "container_init_t", "container_kvm_t", "container_engine_t");

  private static final String APPARMOR = "container.apparmor.security.beta.kubernetes.io/";

  private final PodPolicy policy;

  private BaselinePolicy(PodPolicy policy) {
    this.policy = policy;
  }

  static void check(Pod pod, PodPolicy policy, Violations at) {
    BaselinePolicy baseline = new BaselinePolicy(policy);
    PodSpec spec = pod.spec();
    Violations here = at.at("spec");
    namespaces(spec, here);
    baseline.volumes(spec, here);
    podContext(spec.securityContext() == null ? NO_CONTEXT : spec.securityContext(), here);
    JudgedContainer.of(spec, here).forEach(baseline::container);
    pod.metadata()
        .annotations()
        .forEach(
            (key, value) -> {
              boolean fits = value.equals("runtime/default") || value.startsWith("localhost/");
              if (key.startsWith(APPARMOR) && !fits && !value.isEmpty()) {
                at.at("metadata").at("annotations").key(key).forbidden("may not be " + value);
              }
            });
  }

  private static void namespaces(PodSpec spec, Violations at) {
    refuse(spec.hostNetwork(), "the network of the host may not be used", at.at("hostNetwork"));
    refuse(spec.hostPID(), "the processes of the host may not be seen", at.at("hostPID"));
    refuse(spec.hostIPC(), "the IPC of the host may not be used", at.at("hostIPC"));
  }

  private void volumes(PodSpec spec, Violations at) {
    for (int i = 0; i < spec.volumes().size(); i++) {
      HostPathVolumeSource source = spec.volumes().get(i).hostPath();
      if (source != null && !policy.allowsHostPath(Path.of(String.valueOf(source.path())))) {
        at.at("volumes", i)
            .at("hostPath")
            .forbidden(
                source.path() + " is not below a path of the host that the node's policy allows");
      }
    }
  }

  private static void podContext(PodSecurityContext context, Violations spec) {
    Violations at = spec.at("securityContext");
    selinux(context.seLinuxOptions(), at.at("seLinuxOptions"));
    seccomp(context.seccompProfile(), at.at("seccompProfile"));
    appArmor(context.appArmorProfile(), at.at("appArmorProfile"));
    hostProcess(context.windowsOptions(), at.at("windowsOptions"));
    for (int i = 0; i < context.sysctls().size(); i++) {
      String name = String.valueOf(context.sysctls().get(i).name());
      if (!Sysctls.isSafe(name)) {
        at.at("sysctls", i).at("name").forbidden(name + " is not a safe sysctl");
      }
    }
  }

  private void container(JudgedContainer container) {
    Violations rights = container.rights();
    refuse(container.context().privileged(), "may not be true", rights.at("privileged"));
    List<String> tooMuch =
        container.added().stream().filter(each -> !CAPABILITIES.contains(each)).toList();
    if (!tooMuch.isEmpty()) {
      rights.at("capabilities").at("add").forbidden("may not add " + String.join(", ", tooMuch));
    }
    String proc = container.context().procMount();
    if (proc != null && !proc.isEmpty() && !proc.equals("Default")) {
      rights.at("procMount").forbidden("must be Default, not " + proc);
    }
    selinux(container.context().seLinuxOptions(), rights.at("seLinuxOptions"));
    seccomp(container.context().seccompProfile(), rights.at("seccompProfile"));
    appArmor(container.context().appArmorProfile(), rights.at("appArmorProfile"));
    hostProcess(container.context().windowsOptions(), rights.at("windowsOptions"));
    hostPorts(container);
    container.probes().forEach(each -> probe(each.value(), container.at().at(each.field())));
    Lifecycle lifecycle = container.lifecycle();
    if (lifecycle != null) {
      handler(lifecycle.postStart(), container.at().at("lifecycle").at("postStart"));
      handler(lifecycle.preStop(), container.at().at("lifecycle").at("preStop"));
    }
  }

  private void hostPorts(JudgedContainer container) {
    for (int i = 0; i < container.ports().size(); i++) {
      ContainerPort port = container.ports().get(i);
      boolean bound = port.hostPort() != null && port.hostPort() != 0;
      if (bound && policy.hostPorts() != PodPolicy.HostPorts.ALLOWED) {
        container.at().at("ports", i).at("hostPort").forbidden("may not be " + port.hostPort());
      }
    }
  }

  private static void probe(Probe probe, Violations at) {
    http(probe.httpGet(), at.at("httpGet"));
    tcp(probe.tcpSocket(), at.at("tcpSocket"));
  }

  private static void handler(@Nullable LifecycleHandler handler, Violations at) {
    if (handler != null) {
      http(handler.httpGet(), at.at("httpGet"));
      tcp(handler.tcpSocket(), at.at("tcpSocket"));
    }
  }

  private static void http(@Nullable HTTPGetAction action, Violations at) {
    host(action == null ? null : action.host(), at);
  }

  private static void tcp(@Nullable TCPSocketAction action, Violations at) {
    host(action == null ? null : action.host(), at);
  }

  private static void host(@Nullable String host, Violations at) {
    if (host != null && !host.isEmpty()) {
      at.at("host").forbidden("may not be " + host + ": only the pod itself may be asked");
    }
  }

  private static void selinux(@Nullable SELinuxOptions options, Violations at) {
    if (options == null) {
      return;
    }
    if (options.type() != null && !SELINUX_TYPES.contains(options.type())) {
      at.at("type").forbidden("may not be " + options.type());
    }
    if (options.user() != null && !options.user().isEmpty()) {
      at.at("user").forbidden("may not be set");
    }
    if (options.role() != null && !options.role().isEmpty()) {
      at.at("role").forbidden("may not be set");
    }
  }

  private static void seccomp(@Nullable SeccompProfile profile, Violations at) {
    if (profile != null && "Unconfined".equals(profile.type())) {
      at.at("type").forbidden("may not be Unconfined");
    }
  }

  private static void appArmor(@Nullable AppArmorProfile profile, Violations at) {
    if (profile != null && "Unconfined".equals(profile.type())) {
      at.at("type").forbidden("may not be Unconfined");
    }
  }

  private static void hostProcess(@Nullable Opaque windows, Violations at) {
    if (windows != null && Boolean.TRUE.equals(windows.fields().get("hostProcess"))) {
      at.at("hostProcess").forbidden("may not be true");
    }
  }

  private static void refuse(@Nullable Boolean asked, String why, Violations at) {
    if (Boolean.TRUE.equals(asked)) {
      at.forbidden(why);
    }
  }
}
