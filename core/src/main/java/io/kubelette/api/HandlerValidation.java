package io.kubelette.api;

import io.kubelette.model.ExecAction;
import io.kubelette.model.GRPCAction;
import io.kubelette.model.HTTPGetAction;
import io.kubelette.model.IntOrString;
import io.kubelette.model.Lifecycle;
import io.kubelette.model.LifecycleHandler;
import io.kubelette.model.Probe;
import io.kubelette.model.TCPSocketAction;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What must hold for probes and hooks: exactly one handler each, and numbers in their ranges. Pure.
 *
 * @param graceSeconds of the pod: no hook may sleep longer
 */
record HandlerValidation(long graceSeconds) {

  private static final Set<String> SCHEMES = Set.of("HTTP", "HTTPS");

  /** A liveness or startup probe. */
  void liveness(@Nullable Probe probe, Violations at) {
    if (probe == null) {
      return;
    }
    probe(probe, at);
    Integer successes = probe.successThreshold();
    if (successes != null && successes != 1) {
      at.at("successThreshold").invalid(successes, "must be 1");
    }
    Long grace = probe.terminationGracePeriodSeconds();
    if (grace != null && grace <= 0) {
      at.at("terminationGracePeriodSeconds").invalid(grace, "must be greater than 0");
    }
  }

  void readiness(@Nullable Probe probe, Violations at) {
    if (probe == null) {
      return;
    }
    probe(probe, at);
    Long grace = probe.terminationGracePeriodSeconds();
    if (grace != null) {
      at.at("terminationGracePeriodSeconds").invalid(grace, "must not be set for readinessProbes");
    }
  }

  void lifecycle(@Nullable Lifecycle lifecycle, Violations at) {
    if (lifecycle != null) {
      hook(lifecycle.postStart(), at.at("postStart"));
      hook(lifecycle.preStop(), at.at("preStop"));
    }
  }

  private void probe(Probe probe, Violations at) {
    boolean one = exec(probe.exec(), false, at.at("exec"));
    one = httpGet(probe.httpGet(), one, at.at("httpGet"));
    one = tcpSocket(probe.tcpSocket(), one, at.at("tcpSocket"));
    one = grpc(probe.grpc(), one, at.at("grpc"));
    if (!one) {
      at.required("must specify a handler type");
    }
    Checks.notNegative(probe.initialDelaySeconds(), at.at("initialDelaySeconds"));
    Checks.notNegative(probe.timeoutSeconds(), at.at("timeoutSeconds"));
    Checks.notNegative(probe.periodSeconds(), at.at("periodSeconds"));
    Checks.notNegative(probe.successThreshold(), at.at("successThreshold"));
    Checks.notNegative(probe.failureThreshold(), at.at("failureThreshold"));
  }

  private void hook(@Nullable LifecycleHandler hook, Violations at) {
    if (hook == null) {
      return;
    }
    boolean one = exec(hook.exec(), false, at.at("exec"));
    one = httpGet(hook.httpGet(), one, at.at("httpGet"));
    one = tcpSocket(hook.tcpSocket(), one, at.at("tcpSocket"));
    if (hook.sleep() != null) {
      another(one, at.at("sleep"));
      one = true;
      Long seconds = hook.sleep().seconds();
      if (seconds != null && (seconds < 0 || seconds > graceSeconds)) {
        at.at("sleep")
            .at("seconds")
            .invalid(
                seconds,
                "must be non-negative and less than terminationGracePeriodSeconds (%d)"
                    .formatted(graceSeconds));
      }
    }
    if (!one) {
      at.required("must specify a handler type");
    }
  }

  private static boolean exec(@Nullable ExecAction exec, boolean one, Violations at) {
    if (exec == null) {
      return one;
    }
    another(one, at);
    if (exec.command().isEmpty()) {
      at.at("command").required("");
    }
    return true;
  }

  private static boolean httpGet(@Nullable HTTPGetAction get, boolean one, Violations at) {
    if (get == null) {
      return one;
    }
    another(one, at);
    Checks.required(get.path(), at.at("path"));
    port(get.port(), at.at("port"));
    Checks.oneOf(get.scheme(), SCHEMES, at.at("scheme"));
    for (int i = 0; i < get.httpHeaders().size(); i++) {
      Checks.required(get.httpHeaders().get(i).name(), at.at("httpHeaders", i).at("name"));
    }
    return true;
  }

  private static boolean tcpSocket(@Nullable TCPSocketAction socket, boolean one, Violations at) {
    if (socket == null) {
      return one;
    }
    another(one, at);
    port(socket.port(), at.at("port"));
    return true;
  }

  private static boolean grpc(@Nullable GRPCAction grpc, boolean one, Violations at) {
    if (grpc == null) {
      return one;
    }
    another(one, at);
    int port = grpc.port() == null ? 0 : grpc.port();
    at.at("port").check(port, Names.port(port));
    return true;
  }

  private static void another(boolean one, Violations at) {
    if (one) {
      at.forbidden("may not specify more than 1 handler type");
    }
  }

  /** A number, or the name of a container's port. */
  static void port(@Nullable IntOrString port, Violations at) {
    if (port == null) {
      at.required("");
    } else if (port instanceof IntOrString.OfInt number) {
      at.check(number.value(), Names.port(number.value()));
    } else {
      at.check(port.toString(), Names.portName(port.toString()));
    }
  }
}
