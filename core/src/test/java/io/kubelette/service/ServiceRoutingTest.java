package io.kubelette.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.kubelette.api.AddressRange;
import io.kubelette.api.ApiConfig;
import io.kubelette.api.ApiException;
import io.kubelette.api.ApiServer;
import io.kubelette.api.DeleteOptions;
import io.kubelette.api.EventRecorder;
import io.kubelette.api.Query;
import io.kubelette.loop.ManualEventLoop;
import io.kubelette.loop.ManualIoPool;
import io.kubelette.loop.ManualTime;
import io.kubelette.loop.Trip;
import io.kubelette.model.Endpoint;
import io.kubelette.model.EndpointBuilder;
import io.kubelette.model.EndpointConditions;
import io.kubelette.model.EndpointPortBuilder;
import io.kubelette.model.EndpointSlice;
import io.kubelette.model.EndpointSliceBuilder;
import io.kubelette.model.Event;
import io.kubelette.model.EventSource;
import io.kubelette.model.ObjectMetaBuilder;
import io.kubelette.model.ResourceType;
import io.kubelette.model.Service;
import io.kubelette.model.ServiceBuilder;
import io.kubelette.model.ServicePortBuilder;
import io.kubelette.model.ServiceSpecBuilder;
import io.kubelette.store.MemoryStore;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ServiceRoutingTest {

  private final ManualTime time = ManualTime.at(Instant.EPOCH);
  private final ManualEventLoop loop = ManualEventLoop.on(time);
  private final MemoryStore store = MemoryStore.create();
  private final ApiServer api = ApiServer.over(store, ApiConfig.defaults().withClock(time));
  private final RecordingProxy proxy = new RecordingProxy();
  private ServiceRouting routing;

  @AfterEach
  void nothingIsLeftToRun() {
    routing.close();
    settle();
    store.close();
    assertThat(time.pending()).isZero();
  }

  @Test
  void theProxyFollowsServicesAndSlices() {
    start(Duration.ZERO);
    assertThat(proxy.last()).isEqualTo(RoutingTable.empty());
    api.create(service("web"));
    settle();
    assertThat(proxy.last().routes().get(0).endpoints()).isEmpty();
    api.create(slice("web", "10.0.0.1"));
    settle();
    assertThat(proxy.last().routes().get(0).endpoints())
        .containsExactly(new InetSocketAddress("10.0.0.1", 8080));
    assertThat(routing.address("default", "web", "http"))
        .contains(proxy.last().routes().get(0).frontend());
    api.delete(ResourceType.SERVICE, "default", "web", DeleteOptions.defaults());
    settle();
    assertThat(proxy.last()).isEqualTo(RoutingTable.empty());
  }

  @Test
  void endpointsAreReachedWhereTheNodeSaysAlsoAfterTheyMoved() {
    Map<String, InetSocketAddress> places = new HashMap<>();
    ProxyNode node =
        ProxyNode.alone()
            .withReach((at, how) -> Optional.ofNullable(places.get(at.getHostString())));
    start(Duration.ZERO, node);
    api.create(service("web"));
    api.create(slice("web", "10.0.0.1"));
    settle();
    assertThat(proxy.last().routes().get(0).endpoints()).isEmpty();
    InetSocketAddress place = new InetSocketAddress("127.0.0.1", 32768);
    places.put("10.0.0.1", place);
    routing.endpointsMoved();
    settle();
    assertThat(proxy.last().routes().get(0).endpoints()).containsExactly(place);
  }

  @Test
  void nothingIsAppliedBeforeAllIsKnown() {
    api.create(service("web"));
    api.create(slice("web", "10.0.0.1"));
    start(Duration.ofSeconds(1));
    time.advance(Duration.ofSeconds(10));
    assertThat(proxy.tables()).hasSize(1);
    assertThat(proxy.last().routes().get(0).endpoints()).hasSize(1);
    assertThat(routing.address("default", "web", "https")).isEmpty();
  }

  @Test
  void manyChangesBecomeOneTable() {
    start(Duration.ZERO);
    int before = proxy.tables().size();
    for (int i = 0; i < 20; i++) {
      api.create(service("web-" + i));
    }
    settle();
    assertThat(proxy.tables().size() - before).isEqualTo(1);
    assertThat(proxy.last().routes()).hasSize(20);
    assertThat(routing.address("default", "web-7", "http")).isPresent();
  }

  @Test
  void changesThatDoNotTouchTheTableAreNotApplied() {
    api.create(service("web"));
    start(Duration.ZERO);
    int before = proxy.tables().size();
    Service web = api.get(ResourceType.SERVICE, "default", "web");
    api.update(
        web.withMetadata(
            ObjectMetaBuilder.builder(web.metadata()).labels(Map.of("a", "b")).build()));
    settle();
    assertThat(proxy.tables()).hasSize(before);
  }

  @Test
  void changesDuringAnApplyAreAppliedAfterIt() {
    start(Duration.ofSeconds(1));
    time.advance(Duration.ofSeconds(5));
    api.create(service("one"));
    settle();
    api.create(service("two"));
    time.advance(Duration.ofSeconds(5));
    assertThat(proxy.last().routes()).hasSize(2);
    assertThat(proxy.tables()).hasSize(3);
    assertThat(routing.address("default", "two", "http")).isPresent();
  }

  @Test
  void aTableThatFailsIsAppliedAgain() {
    start(Duration.ZERO);
    proxy.failNext(2);
    api.create(service("web"));
    settle();
    assertThat(routing.address("default", "web", "http")).isEmpty();
    time.advance(Duration.ofSeconds(2));
    assertThat(routing.address("default", "web", "http")).isPresent();
  }

  @Test
  void nothingIsAppliedAfterClose() {
    start(Duration.ZERO);
    routing.close();
    routing.close();
    int before = proxy.tables().size();
    api.create(service("web"));
    time.advance(Duration.ofMinutes(1));
    assertThat(proxy.tables()).hasSize(before);
  }

  @Test
  void containersAreToldWhichServicesStandUnderTheirOwnNumbers() throws UnknownHostException {
    InetAddress host = InetAddress.getByName("10.9.0.1");
    start(Duration.ZERO, ProxyNode.named("node-1").withContainerAddresses(List.of(host)));
    List<List<ContainerAddress>> told = new ArrayList<>();
    routing.tellContainers(told::add);
    settle();
    assertThat(told).containsExactly(List.of());
    api.create(service("web"));
    settle();
    ContainerAddress web = new ContainerAddress("default", "web", host);
    assertThat(told).endsWith(List.of(web));

    ServicePortName port = new ServicePortName("default", "other", "http").forContainers();
    proxy.serveElsewhere(port, new InetSocketAddress(host, 30_000));
    api.create(service("other"));
    time.advance(Duration.ofMinutes(1));
    assertThat(told).as("other does not stand at port 80").hasSize(2);
    proxy.settle();
    time.advance(Duration.ofSeconds(30));
    assertThat(told).endsWith(List.of(new ContainerAddress("default", "other", host), web));
    api.delete(ResourceType.SERVICE, "default", "web", DeleteOptions.defaults());
    settle();
    assertThat(told).endsWith(List.of(new ContainerAddress("default", "other", host)));
  }

  @Test
  void containersThatReachServicesAsWeDoAreToldTheirOwnAddresses() {
    start(Duration.ZERO, ProxyNode.named("node-1").withServicesInReachOfContainers());
    List<List<ContainerAddress>> told = new ArrayList<>();
    routing.tellContainers(told::add);
    ranged().create(service("web"));
    settle();
    assertThat(proxy.last().routes()).hasSize(1);
    InetAddress own = proxy.last().routes().get(0).frontend().getAddress();
    assertThat(told).endsWith(List.of(new ContainerAddress("default", "web", own)));
    assertThat(routing.fromContainers(new ServicePortName("default", "web", "http"), 80)).isEmpty();
  }

  @Test
  void aServiceOfATimeBeforeTheRangeIsWarnedOfAndItsAddressToldToNobody() {
    api.create(service("old"));
    start(Duration.ZERO, ProxyNode.named("node-1").withServicesInReachOfContainers());
    Trip.Route route =
        new Trip.Route(loop, ManualIoPool.on(time, () -> Duration.ZERO), Duration.ofSeconds(10));
    List<List<ContainerAddress>> told = new ArrayList<>();
    try (EventRecorder events =
        EventRecorder.create(api, route, new EventSource("service-proxy", "node-1"))) {
      routing.warnBy(events);
      routing.tellContainers(told::add);
      ranged().create(service("web"));
      time.advance(Duration.ofMinutes(1));
      assertThat(told.get(told.size() - 1))
          .extracting(ContainerAddress::service)
          .containsExactly("web");
      assertThat(api.items(Query.of(ResourceType.EVENT)))
          .extracting(Event::type, Event::reason, event -> event.involvedObject().name())
          .containsExactly(tuple("Warning", "ClusterIPOutOfRange", "old"));
    }
  }

  @Test
  void containersAreToldTheReadyEndpointsOfHeadlessServices() throws UnknownHostException {
    start(Duration.ZERO);
    List<List<ContainerAddress>> told = new ArrayList<>();
    routing.tellContainers(told::add);
    Service headless = service("db");
    api.create(headless.withSpec(headless.spec().withClusterIP("None")));
    settle();
    assertThat(told).isEmpty();
    EndpointSlice slice = api.create(slice("db", "10.0.0.1"));
    settle();
    ContainerAddress first = at("db", "10.0.0.1");
    assertThat(told).containsExactly(List.of(first));

    Endpoint named = slice.endpoints().get(0).withHostname("db-1");
    Endpoint second = named.withAddresses(List.of("10.0.0.2"));
    Endpoint sick =
        second
            .withAddresses(List.of("10.0.0.3"))
            .withConditions(new EndpointConditions(false, false, false));
    api.update(slice.withEndpoints(List.of(slice.endpoints().get(0), second, sick)));
    settle();
    assertThat(told)
        .endsWith(List.of(first, at("db", "10.0.0.2"), at("db-1.db", "10.0.0.2")))
        .hasSize(2);
    api.delete(ResourceType.SERVICE, "default", "db", DeleteOptions.defaults());
    settle();
    assertThat(told).endsWith(List.of()).hasSize(3);
  }

  @Test
  void whatIsNoNameWritesNoLineIntoHostsFiles() throws UnknownHostException {
    start(Duration.ZERO);
    Service db = service("db");
    Service headless = api.create(db.withSpec(db.spec().withClusterIP("None")));
    EndpointSlice slice = slice("db", "10.0.0.1");
    Endpoint forged = slice.endpoints().get(0).withHostname("a\n6.6.6.6\tgithub.com");
    EndpointSlice whole = slice.withEndpoints(List.of(forged));
    assertThatThrownBy(() -> api.create(whole))
        .isInstanceOf(ApiException.class)
        .hasMessageContaining("endpoints[0].hostname");
    assertThat(HeadlessNames.of(headless, List.of(whole))).containsExactly(at("db", "10.0.0.1"));
  }

  @Test
  void ofManyEndpointsOfAHeadlessServiceAHundredAreTold() {
    start(Duration.ZERO);
    List<List<ContainerAddress>> told = new ArrayList<>();
    routing.tellContainers(told::add);
    Service headless = service("db");
    api.create(headless.withSpec(headless.spec().withClusterIP("None")));
    EndpointSlice slice = slice("db", "10.0.0.1");
    Endpoint one = slice.endpoints().get(0);
    api.create(
        slice.withEndpoints(
            IntStream.rangeClosed(1, 120)
                .mapToObj(i -> one.withAddresses(List.of("10.0.0." + i)))
                .toList()));
    settle();
    assertThat(told.get(0)).hasSize(100).doesNotHaveDuplicates();
  }

  private static ContainerAddress at(String name, String address) throws UnknownHostException {
    return new ContainerAddress("default", name, InetAddress.getByName(address));
  }

  /** The same API, which gives services addresses of a range of the host. */
  private ApiServer ranged() {
    AddressRange range = AddressRange.parse("10.96.0.0/24");
    return ApiServer.over(store, ApiConfig.defaults().withClock(time).withServiceAddresses(range));
  }

  @Test
  void whereContainersReachNothingNothingIsTold() {
    start(Duration.ZERO);
    List<List<ContainerAddress>> told = new ArrayList<>();
    routing.tellContainers(told::add);
    api.create(service("web"));
    settle();
    assertThat(told).isEmpty();
  }

  private void settle() {
    time.advance(Duration.ofMillis(100));
  }

  private void start(Duration latency) {
    start(latency, ProxyNode.named("node-1"));
  }

  private void start(Duration latency, ProxyNode node) {
    Trip.Route route =
        new Trip.Route(loop, ManualIoPool.on(time, () -> latency), Duration.ofSeconds(10));
    routing = ServiceRouting.start(api, new ServiceRouting.Target(proxy, node), route);
    settle();
  }

  private static Service service(String name) {
    return ServiceBuilder.builder()
        .metadata(ObjectMetaBuilder.builder().name(name).build())
        .spec(
            ServiceSpecBuilder.builder()
                .ports(List.of(ServicePortBuilder.builder().name("http").port(80).build()))
                .build())
        .build();
  }

  private static EndpointSlice slice(String service, String ip) {
    return EndpointSliceBuilder.builder()
        .metadata(
            ObjectMetaBuilder.builder()
                .name(service + "-1")
                .labels(Map.of(RoutingTable.SERVICE_NAME_LABEL, service))
                .build())
        .addressType("IPv4")
        .ports(List.of(EndpointPortBuilder.builder().name("http").port(8080).build()))
        .endpoints(List.of(EndpointBuilder.builder().addresses(List.of(ip)).build()))
        .build();
  }
}
