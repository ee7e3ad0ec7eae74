package io.kubelette.system;

import io.kubelette.runtime.ContainerRuntime;
import io.kubelette.runtime.ObservedSandbox;
import io.kubelette.runtime.PodObservation;
import io.kubelette.runtime.PublishedPods;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * An engine as it is in a virtual machine: it tells addresses of its pods that lead nowhere from
 * here (those of RFC 5737), and only what it publishes can be reached.
 *
 * <p>Thread-safe because its map is.
 */
final class HiddenPods implements InvocationHandler {

  private final ContainerRuntime engine;
  private final Map<String, String> told = new ConcurrentHashMap<>();

  private HiddenPods(ContainerRuntime engine) {
    this.engine = engine;
  }

  static ContainerRuntime of(ContainerRuntime engine) {
    return (ContainerRuntime)
        Proxy.newProxyInstance(
            HiddenPods.class.getClassLoader(),
            new Class<?>[] {ContainerRuntime.class},
            new HiddenPods(engine));
  }

  @Override
  public Object invoke(Object self, Method method, Object[] arguments) throws Throwable {
    Object answer;
    try {
      answer = method.invoke(engine, arguments);
    } catch (InvocationTargetException failure) {
      throw failure.getCause();
    }
    return answer instanceof List<?> all ? all.stream().map(this::hide).toList() : hide(answer);
  }

  private Object hide(Object answer) {
    if (answer instanceof ObservedSandbox sandbox) {
      return hidden(sandbox);
    }
    if (answer instanceof PodObservation pod) {
      return new PodObservation(
          pod.pod(), pod.sandboxes().stream().map(this::hidden).toList(), pod.containers());
    }
    if (answer instanceof Optional<?> some && some.orElse(null) instanceof PublishedPods pods) {
      return Optional.of(hidden(pods));
    }
    return answer;
  }

  private ObservedSandbox hidden(ObservedSandbox sandbox) {
    String address = sandbox.address();
    return address == null
        ? sandbox
        : new ObservedSandbox(
            sandbox.id(),
            sandbox.attempt(),
            sandbox.state(),
            hidden(address),
            sandbox.createdAt(),
            sandbox.ports());
  }

  private String hidden(String address) {
    String pretended = "192.0.2." + address.substring(address.lastIndexOf('.') + 1);
    told.put(pretended, address);
    return pretended;
  }

  private PublishedPods hidden(PublishedPods pods) {
    return new PublishedPods() {
      @Override
      public Optional<PublishedPod> at(String address) {
        return Optional.ofNullable(told.get(address)).flatMap(pods::at);
      }

      @Override
      public ContainerRuntime.Subscription watch(Runnable listener) {
        return pods.watch(listener);
      }
    };
  }
}
