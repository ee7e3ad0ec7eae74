package io.kubelette.api.http.table;

import static io.kubelette.api.http.table.Column.age;
import static io.kubelette.api.http.table.Column.named;
import static io.kubelette.api.http.table.Column.number;
import static io.kubelette.api.http.table.Column.since;
import static io.kubelette.api.http.table.Column.text;

import io.kubelette.model.ConfigMap;
import io.kubelette.model.EndpointAddress;
import io.kubelette.model.EndpointPort;
import io.kubelette.model.EndpointSubset;
import io.kubelette.model.Endpoints;
import io.kubelette.model.Event;
import io.kubelette.model.EventSource;
import io.kubelette.model.LoadBalancerIngress;
import io.kubelette.model.LoadBalancerStatus;
import io.kubelette.model.Namespace;
import io.kubelette.model.Node;
import io.kubelette.model.NodeAddress;
import io.kubelette.model.NodeCondition;
import io.kubelette.model.NodeSystemInfo;
import io.kubelette.model.ObjectReference;
import io.kubelette.model.Pod;
import io.kubelette.model.PodReadinessGate;
import io.kubelette.model.Secret;
import io.kubelette.model.Service;
import io.kubelette.model.ServiceAccount;
import io.kubelette.model.ServicePort;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The columns of the core group's kinds. */
final class CoreColumns {

  private static final String ROLE = "node-role.kubernetes.io/";

  private CoreColumns() {}

  static List<Column<Pod>> pods() {
    return List.of(
        named(),
        text("Ready", pod -> PodSummary.of(pod).readiness()),
        text("Status", pod -> PodSummary.of(pod).reason()),
        new Column<>(
            "Restarts", "string", 0, (Pod pod, Instant now) -> PodSummary.of(pod).restarts(now)),
        age(),
        Column.<Pod>text("IP", pod -> pod.status().podIP()).wide(),
        Column.<Pod>text("Node", pod -> pod.spec().nodeName()).wide(),
        Column.<Pod>text("Nominated Node", pod -> pod.status().nominatedNodeName()).wide(),
        Column.<Pod>text("Readiness Gates", CoreColumns::gates).wide());
  }

  private static String gates(Pod pod) {
    List<PodReadinessGate> gates = pod.spec().readinessGates();
    long met =
        gates.stream()
            .filter(
                gate ->
                    pod.status().conditions().stream()
                        .anyMatch(
                            condition ->
                                Objects.equals(condition.type(), gate.conditionType())
                                    && "True".equals(condition.status())))
            .count();
    return gates.isEmpty() ? "" : met + "/" + gates.size();
  }

  static List<Column<Service>> services() {
    return List.of(
        named(),
        text("Type", service -> service.spec().type()),
        text("Cluster-IP", service -> service.spec().clusterIP()),
        text("External-IP", CoreColumns::external),
        text("Port(s)", CoreColumns::ports),
        age(),
        Column.<Service>text("Selector", service -> Words.labels(service.spec().selector()))
            .wide());
  }

  private static String external(Service service) {
    List<String> addresses = new ArrayList<>();
    if ("LoadBalancer".equals(service.spec().type())) {
      LoadBalancerStatus balancer = service.status().loadBalancer();
      if (balancer != null) {
        balancer.ingress().forEach(ingress -> addresses.add(address(ingress)));
      }
      addresses.addAll(service.spec().externalIPs());
      return addresses.isEmpty() ? "<pending>" : String.join(",", addresses);
    }
    if ("ExternalName".equals(service.spec().type())) {
      return Column.orNone(service.spec().externalName());
    }
    return String.join(",", service.spec().externalIPs());
  }

  private static String address(LoadBalancerIngress ingress) {
    return Objects.requireNonNullElse(ingress.ip(), String.valueOf(ingress.hostname()));
  }

  private static String ports(Service service) {
    return service.spec().ports().stream().map(CoreColumns::port).collect(Collectors.joining(","));
  }

  private static String port(ServicePort port) {
    Integer nodePort = port.nodePort();
    String node = nodePort == null || nodePort == 0 ? "" : ":" + nodePort;
    return port.port() + node + "/" + port.protocol();
  }

  static List<Column<Node>> nodes() {
    return List.of(
        named(),
        text("Status", CoreColumns::readiness),
        text("Roles", CoreColumns::roles),
        age(),
        text("Version", system(NodeSystemInfo::kubeletVersion)),
        Column.text("Internal-IP", address("InternalIP")).wide(),
        Column.text("External-IP", address("ExternalIP")).wide(),
        Column.<Node>text("OS-Image", system(NodeSystemInfo::osImage)).wide(),
        Column.<Node>text("Kernel-Version", system(NodeSystemInfo::kernelVersion)).wide(),
        Column.<Node>text("Container-Runtime", system(NodeSystemInfo::containerRuntimeVersion))
            .wide());
  }

  private static String readiness(Node node) {
    String ready =
        node.status().conditions().stream()
            .filter(condition -> "Ready".equals(condition.type()))
            .map(NodeCondition::status)
            .map(status -> "True".equals(status) ? "Ready" : "NotReady")
            .findFirst()
            .orElse("Unknown");
    boolean closed = Boolean.TRUE.equals(node.spec().unschedulable());
    return closed ? ready + ",SchedulingDisabled" : ready;
  }

  private static String roles(Node node) {
    return node.metadata().labels().keySet().stream()
        .filter(label -> label.startsWith(ROLE) && label.length() > ROLE.length())
        .map(label -> label.substring(ROLE.length()))
        .sorted()
        .collect(Collectors.joining(","));
  }

  private static Function<Node, @Nullable String> system(
      Function<NodeSystemInfo, @Nullable String> part) {
    return node -> node.status().nodeInfo() == null ? null : part.apply(node.status().nodeInfo());
  }

  private static Function<Node, @Nullable String> address(String type) {
    return node ->
        node.status().addresses().stream()
            .filter(address -> type.equals(address.type()))
            .map(NodeAddress::address)
            .findFirst()
            .orElse(null);
  }

  static List<Column<Endpoints>> endpoints() {
    return List.of(named(), text("Endpoints", CoreColumns::addresses), age());
  }

  private static String addresses(Endpoints endpoints) {
    List<String> all = new ArrayList<>();
    for (EndpointSubset subset : endpoints.subsets()) {
      for (EndpointAddress address : subset.addresses()) {
        if (subset.ports().isEmpty()) {
          all.add(String.valueOf(address.ip()));
        }
        for (EndpointPort port : subset.ports()) {
          all.add(address.ip() + ":" + port.port());
        }
      }
    }
    return few(all);
  }

  /** Three, and how many more there are. */
  static String few(List<String> all) {
    return all.size() <= 3
        ? String.join(",", all)
        : String.join(",", all.subList(0, 3)) + " + " + (all.size() - 3) + " more...";
  }

  static List<Column<ConfigMap>> configMaps() {
    return List.of(
        named(), number("Data", map -> map.data().size() + map.binaryData().size()), age());
  }

  static List<Column<Secret>> secrets() {
    return List.of(
        named(), text("Type", Secret::type), number("Data", secret -> secret.data().size()), age());
  }

  static List<Column<Namespace>> namespaces() {
    return List.of(named(), text("Status", namespace -> namespace.status().phase()), age());
  }

  static List<Column<ServiceAccount>> serviceAccounts() {
    return List.of(named(), number("Secrets", account -> account.secrets().size()), age());
  }

  static List<Column<Event>> events() {
    return List.of(
        since("Last Seen", CoreColumns::lastSeen),
        text("Type", Event::type),
        text("Reason", Event::reason),
        text("Object", CoreColumns::involved),
        Column.<Event>text("Subobject", event -> part(event, ObjectReference::fieldPath)).wide(),
        Column.<Event>text("Source", event -> source(event.source())).wide(),
        text("Message", event -> event.message() == null ? "" : event.message().strip()),
        Column.<Event>since("First Seen", CoreColumns::firstSeen).wide(),
        Column.<Event>number("Count", Event::count).wide(),
        Column.<Event>named().wide());
  }

  private static @Nullable Instant lastSeen(Event event) {
    return event.lastTimestamp() != null ? event.lastTimestamp() : firstSeen(event);
  }

  private static @Nullable Instant firstSeen(Event event) {
    return event.firstTimestamp() != null ? event.firstTimestamp() : event.eventTime();
  }

  private static String involved(Event event) {
    return String.valueOf(part(event, ObjectReference::kind)).toLowerCase(Locale.ROOT)
        + "/"
        + part(event, ObjectReference::name);
  }

  private static @Nullable String part(
      Event event, Function<ObjectReference, @Nullable String> part) {
    return event.involvedObject() == null ? null : part.apply(event.involvedObject());
  }

  private static @Nullable String source(@Nullable EventSource source) {
    if (source == null || source.component() == null) {
      return null;
    }
    return source.host() == null || source.host().isEmpty()
        ? source.component()
        : source.component() + ", " + source.host();
  }
}
