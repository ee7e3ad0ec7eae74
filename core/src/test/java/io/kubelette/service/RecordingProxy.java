package io.kubelette.service;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Takes tables, or fails to. */
final class RecordingProxy implements ServiceProxy {

  private final List<RoutingTable> tables = new ArrayList<>();
  private final Map<ServicePortName, InetSocketAddress> elsewhere = new HashMap<>();
  private int failures;

  List<RoutingTable> tables() {
    return tables;
  }

  RoutingTable last() {
    return tables.get(tables.size() - 1);
  }

  /** The next tables are not taken. */
  void failNext(int count) {
    failures = count;
  }

  /** The port is served there, until it is settled. */
  void serveElsewhere(ServicePortName name, InetSocketAddress at) {
    elsewhere.put(name, at);
  }

  /** All ports are served at their frontends. */
  void settle() {
    elsewhere.clear();
  }

  @Override
  public CompletionStage<Void> apply(RoutingTable table) {
    if (failures-- > 0) {
      throw new IllegalStateException("scripted");
    }
    tables.add(table);
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public Optional<InetSocketAddress> boundAddress(ServicePortName name) {
    return tables.isEmpty()
        ? Optional.empty()
        : last().routes().stream()
            .filter(route -> route.name().equals(name))
            .map(route -> elsewhere.getOrDefault(name, route.frontend()))
            .findFirst();
  }

  @Override
  public List<ListenFailure> listenFailures() {
    return elsewhere.keySet().stream()
        .map(name -> new ListenFailure(name, new InetSocketAddress("10.9.0.1", 80), "is taken"))
        .toList();
  }

  @Override
  public void close() {}
}
