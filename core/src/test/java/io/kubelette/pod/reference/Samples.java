package io.kubelette.pod.reference;

import io.kubelette.model.Bytes;
import io.kubelette.model.ConfigMap;
import io.kubelette.model.ConfigMapBuilder;
import io.kubelette.model.Container;
import io.kubelette.model.ContainerBuilder;
import io.kubelette.model.ObjectMeta;
import io.kubelette.model.ObjectMetaBuilder;
import io.kubelette.model.Pod;
import io.kubelette.model.PodBuilder;
import io.kubelette.model.PodSpec;
import io.kubelette.model.PodSpecBuilder;
import io.kubelette.model.Quantity;
import io.kubelette.model.Secret;
import io.kubelette.model.SecretBuilder;
import io.kubelette.model.Service;
import io.kubelette.model.ServiceBuilder;
import io.kubelette.model.ServicePort;
import io.kubelette.model.ServicePortBuilder;
import io.kubelette.model.ServiceSpecBuilder;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** A pod {@code default/web} with one container {@code a}, and what it may refer to. */
public final class Samples {

  private Samples() {}

  /** The pod on its node. */
  public static PodPlace place(UnaryOperator<PodSpec> change) {
    return place(pod(change));
  }

  /** Any pod on that node. */
  public static PodPlace place(Pod pod) {
    return new PodPlace(
        pod,
        "node-1",
        "10.0.0.1",
        "10.1.0.7",
        Map.of("cpu", Quantity.parse("4"), "memory", Quantity.parse("8Gi")));
  }

  /** The pod. */
  public static Pod pod(UnaryOperator<PodSpec> change) {
    PodSpec spec =
        PodSpecBuilder.builder()
            .containers(List.of(container()))
            .serviceAccountName("robot")
            .enableServiceLinks(true)
            .build();
    ObjectMeta metadata =
        meta("web")
            .withUid("uid-1")
            .withLabels(Map.of("app.kubernetes.io/name", "shop"))
            .withAnnotations(Map.of("note", "hello"));
    return PodBuilder.builder().metadata(metadata).spec(change.apply(spec)).build();
  }

  /** Its container. */
  public static Container container() {
    return ContainerBuilder.builder().name("a").image("img-a:1").build();
  }

  /** Metadata in the pod's namespace. */
  public static ObjectMeta meta(String name) {
    return ObjectMetaBuilder.builder().name(name).namespace("default").build();
  }

  /** A ConfigMap of keys and texts in turn. */
  public static ConfigMap configMap(String name, String... entries) {
    return ConfigMapBuilder.builder().metadata(meta(name)).data(map(entries)).build();
  }

  /** A Secret of keys and texts in turn. */
  public static Secret secret(String name, String... entries) {
    Map<String, Bytes> data = new TreeMap<>();
    map(entries).forEach((key, text) -> data.put(key, Bytes.ofUtf8(text)));
    return SecretBuilder.builder().metadata(meta(name)).data(data).build();
  }

  /** A Service with these ports. */
  public static Service service(String name, String clusterIP, ServicePort... ports) {
    return ServiceBuilder.builder()
        .metadata(meta(name))
        .spec(ServiceSpecBuilder.builder().clusterIP(clusterIP).ports(List.of(ports)).build())
        .build();
  }

  /** A port of a Service. */
  public static ServicePort port(String name, String protocol, int port) {
    return ServicePortBuilder.builder().name(name).protocol(protocol).port(port).build();
  }

  private static Map<String, String> map(String... entries) {
    Map<String, String> map = new TreeMap<>();
    for (int i = 0; i < entries.length; i += 2) {
      map.put(entries[i], entries[i + 1]);
    }
    return map;
  }
}
