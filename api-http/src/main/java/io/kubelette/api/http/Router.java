package io.kubelette.api.http;

import io.kubelette.api.Access;
import io.kubelette.model.ResourceType;
import io.kubelette.model.Subresource;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Finds out what a request asks for, and who answers it. What takes a moment, of a store that never
 * blocks, is answered at once, on the connection's event loop: the way to another thread and back
 * takes longer than the answer. All else is answered where it may block.
 *
 * <p>Thread-safe because its parts are.
 */
final class Router {

  /** What everyone may ask about himself. */
  private static final Set<ResourceType<?>> REVIEWS =
      Set.of(
          ResourceType.SELF_SUBJECT_REVIEW,
          ResourceType.SELF_SUBJECT_ACCESS_REVIEW,
          ResourceType.SELF_SUBJECT_RULES_REVIEW);

  /** In bytes; to read as much takes about a millisecond. */
  private static final int SHORT = 64 << 10;

  private final Ground ground;
  private final Documents documents;
  private final ObjectRequests objects;
  private final WatchRequests watches;
  private final Subrequests subrequests;
  private final PodStreams streams;

  Router(Ground ground, Documents documents) {
    this.ground = ground;
    this.documents = documents;
    this.objects = new ObjectRequests(ground);
    this.watches = new WatchRequests(ground, objects);
    this.subrequests = new Subrequests(ground);
    this.streams = new PodStreams(ground);
  }

  /** Ends all watches, and those that begin from now on. */
  void endWatches() {
    watches.end();
  }

  /** Answers a request, now or later. */
  void route(Exchange exchange, Client client) {
    Request request = exchange.request();
    Optional<Location> location = Location.of(request.path());
    if (location.isPresent()) {
      route(exchange, client, location.get());
      return;
    }
    if (!request.method().name().equals("GET")) {
      throw documents.has(request.path()) ? Refusals.notAllowed() : Refusals.notFound();
    }
    if (request.path().startsWith("/metrics")) {
      patiently(exchange, () -> documents.reply(request));
    } else {
      work(exchange, () -> documents.reply(request));
    }
  }

  private void route(Exchange exchange, Client client, Location location) {
    Request request = exchange.request();
    Verb verb = Verb.of(request.method(), location, request.parameters());
    permit(client, location, verb);
    ResourceType<?> type = location.type();
    if (!location.subresource().isEmpty()) {
      Subresource part = type.subresource(location.subresource()).orElseThrow(Refusals::notFound);
      if (!part.verbs().contains(verb.word())) {
        throw Refusals.notAllowed();
      }
      below(exchange, location, verb);
    } else if (!type.verbs().contains(verb.word())) {
      throw Refusals.notAllowed();
    } else if (ResourceType.computed().contains(type)) {
      computed(exchange, client, location);
    } else if (verb == Verb.WATCH) {
      ground
          .workers()
          .execute(() -> attempt(exchange, () -> watches.begin(type, location, exchange)));
    } else if (ground.api().neverBlocks() && isShort(type, location, request, verb)) {
      answer(exchange, () -> objects.reply(type, location, request, verb));
    } else {
      work(exchange, () -> objects.reply(type, location, request, verb));
    }
  }

  /**
   * Whether it keeps no other client waiting, however large objects are: the creation of a small
   * one, or an object whose JSON is at hand. A patch or an update may be of a large object even if
   * what is sent is small, and other forms are made for each who asks.
   */
  private boolean isShort(ResourceType<?> type, Location location, Request request, Verb verb) {
    return switch (verb) {
      case CREATE -> request.body().length <= SHORT;
      case GET -> isAtHand(type, location, request);
      default -> false;
    };
  }

  private boolean isAtHand(ResourceType<?> type, Location location, Request request) {
    return type.isStored()
        && Accept.of(request.headers().get("Accept")).form() == Accept.Form.OBJECT
        && !request.parameters().flag("pretty")
        && ground
            .api()
            .find(type, location.namespace(), location.name())
            .filter(ground.encoded()::has)
            .isPresent();
  }

  private void below(Exchange exchange, Location location, Verb verb) {
    Request request = exchange.request();
    switch (location.subresource()) {
      case "log", "exec", "attach", "portforward" -> streams.begin(exchange, location);
      case "scale" -> work(exchange, () -> subrequests.scale(location, request, verb));
      case "binding" -> work(exchange, () -> subrequests.bind(location, request));
      case "eviction" -> work(exchange, () -> subrequests.evict(location, request));
      default -> work(exchange, () -> objects.reply(location.type(), location, request, verb));
    }
  }

  private void computed(Exchange exchange, Client client, Location location) {
    Request request = exchange.request();
    if (REVIEWS.contains(location.type())) {
      work(exchange, () -> subrequests.review(location.type(), request, client));
    } else {
      patiently(exchange, () -> subrequests.metrics(location, request));
    }
  }

  /**
   * Who may only read asks for nothing that changes or enters anything, but may ask what it may.
   */
  private static void permit(Client client, Location location, Verb verb) {
    boolean enters =
        switch (location.subresource()) {
          case "exec", "attach", "portforward" -> true;
          default -> false;
        };
    boolean review = REVIEWS.contains(location.type());
    if (client.access() == Access.READ_ONLY && !review && (enters || !verb.onlyReads())) {
      throw Refusals.forbidden(location, client, verb);
    }
  }

  private void work(Exchange exchange, Supplier<Reply> reply) {
    ground.workers().execute(() -> answer(exchange, reply));
  }

  /**
   * What engines or the application are asked for shall not keep objects waiting, and is told
   * however many streams are open.
   */
  private void patiently(Exchange exchange, Supplier<Reply> reply) {
    ground
        .measures()
        .execute(
            () -> {
              if (exchange.channel().isActive()) {
                answer(exchange, reply);
              }
            });
  }

  private static void answer(Exchange exchange, Supplier<Reply> reply) {
    attempt(
        exchange,
        () -> {
          boolean pretty = exchange.request().parameters().flag("pretty");
          exchange.answer(pretty ? reply.get().pretty() : reply.get());
        });
  }

  private static void attempt(Exchange exchange, Runnable work) {
    try {
      work.run();
    } catch (RuntimeException | Error failure) {
      exchange.fail(failure);
    }
  }
}
