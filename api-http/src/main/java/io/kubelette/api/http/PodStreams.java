package io.kubelette.api.http;

import io.kubelette.api.PodAccess;
import io.kubelette.api.PodAttachment;
import io.kubelette.api.PodCommand;
import io.kubelette.model.Container;
import io.kubelette.model.EphemeralContainer;
import io.kubelette.model.Pod;
import io.kubelette.model.PodKey;
import io.kubelette.model.ResourceType;
import io.kubelette.runtime.ContainerSession;
import io.kubelette.runtime.Outputs;
import io.kubelette.runtime.StandardStreams;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Logs, commands, attachments and forwarded ports: what lasts as long as its client, by the access
 * to the node on which the pod is.
 *
 * <p>Thread-safe because it holds nothing of its own that changes.
 */
final class PodStreams {

  private final Ground ground;
  private final LogRequests logs;

  PodStreams(Ground ground) {
    this.ground = ground;
    this.logs = new LogRequests(ground.clock());
  }

  /** Begins one; it goes on until either side ends it. */
  void begin(Exchange exchange, Location location) {
    if (!ground.streams().enter()) {
      throw Refusals.tooMany("too many streams are open: try again when others have ended");
    }
    Runnable patienceEnds = StallTimeout.suspend(exchange.channel());
    StreamTask task =
        new StreamTask(
            () -> attempt(exchange, location),
            () -> {
              patienceEnds.run();
              ground.streams().leave();
            });
    ground.streams().execute(task);
    exchange.whenGone(task::cancel);
  }

  private void attempt(Exchange exchange, Location location) {
    try {
      run(exchange, location);
    } catch (RuntimeException | Error failure) {
      exchange.fail(failure);
    }
  }

  private void run(Exchange exchange, Location location) {
    Pod pod = ground.api().get(ResourceType.POD, location.namespace(), location.name());
    PodAccess access = access(pod);
    PodKey key = PodKey.of(location.namespace(), location.name());
    switch (location.subresource()) {
      case "log" -> logs.copy(access, key, exchange);
      case "exec" -> command(exchange, outputs -> access.exec(command(key, exchange), outputs));
      case "attach" -> attach(access, key, pod, exchange);
      default -> Forwards.begin(exchange, port -> access.connect(key, port), ground.streams());
    }
  }

  private PodAccess access(Pod pod) {
    String node = pod.spec().nodeName();
    String name = pod.metadata().name();
    if (node == null || node.isEmpty()) {
      throw Refusals.badRequest("pod " + name + " does not have a host assigned");
    }
    return ground
        .nodes()
        .apply(node)
        .orElseThrow(
            () ->
                Refusals.unavailable(
                    "node " + node + " of pod " + name + " is not reached from here"));
  }

  /** Opens the session first: what the pod refuses is an answer of HTTP. */
  private void command(Exchange exchange, Function<Outputs, ContainerSession> opening) {
    Request request = exchange.request();
    if (request.wantsWebSocket()) {
      if (WebSockets.offered(request).stream().noneMatch(CommandSocket.PROTOCOLS::contains)) {
        throw Refusals.badRequest(
            "unable to upgrade: the subprotocols spoken here are " + CommandSocket.PROTOCOLS);
      }
      CommandRun run = CommandRun.open(opening, exchange.channel(), ground.streams());
      Handover<CommandSocket> socket = new Handover<>(exchange.channel());
      WebSockets.accept(
          exchange,
          CommandSocket.PROTOCOLS,
          opened -> {
            CommandSocket client = new CommandSocket(opened);
            client.feed(run);
            socket.give(client);
          });
      socket.take().ifPresent(run::await);
    } else if (request.wantsSpdy()) {
      SpdyCommand.Upgrade upgrade = SpdyCommand.upgrade(request);
      CommandRun run = CommandRun.open(opening, exchange.channel(), ground.streams());
      Handover<SpdyCommand> streams = new Handover<>(exchange.channel());
      SpdyCommand.accept(exchange, upgrade, run, streams::give);
      streams.take().ifPresent(run::await);
    } else {
      throw Refusals.badRequest("Upgrade request required");
    }
  }

  private static PodCommand command(PodKey pod, Exchange exchange) {
    Parameters given = exchange.request().parameters();
    List<String> words = given.all("command");
    if (words.isEmpty()) {
      throw Refusals.badRequest("you must specify at least 1 command for the container");
    }
    if (!given.flag("stdin") && !given.flag("stdout") && !given.flag("stderr")) {
      throw Refusals.badRequest("you must specify at least 1 of stdin, stdout, stderr");
    }
    return new PodCommand(
        pod,
        given.text("container").orElse(null),
        words,
        streams(given.flag("stdin"), given.flag("tty")),
        null);
  }

  /** Standard input stays open behind a client, unless the container has it for one alone. */
  private void attach(PodAccess access, PodKey key, Pod pod, Exchange exchange) {
    Parameters given = exchange.request().parameters();
    String name = given.text("container").orElse(null);
    Shape shape = shape(pod, name);
    PodAttachment attachment =
        new PodAttachment(key, name, streams(given.flag("stdin") && shape.stdin(), shape.tty()));
    command(
        exchange,
        outputs -> {
          ContainerSession session = access.attach(attachment, outputs);
          return shape.once() ? session : new OpenInput(session);
        });
  }

  private static StandardStreams streams(boolean stdin, boolean tty) {
    return new StandardStreams(
        stdin ? StandardStreams.Stdin.OPEN : StandardStreams.Stdin.CLOSED,
        tty ? StandardStreams.Output.TERMINAL : StandardStreams.Output.PIPES);
  }

  /** What a container is defined with: an attachment follows it, whatever the client asks for. */
  private record Shape(boolean stdin, boolean once, boolean tty) {

    static Shape of(@Nullable Boolean stdin, @Nullable Boolean once, @Nullable Boolean tty) {
      return new Shape(
          Boolean.TRUE.equals(stdin), Boolean.TRUE.equals(once), Boolean.TRUE.equals(tty));
    }
  }

  private static Shape shape(Pod pod, @Nullable String name) {
    for (EphemeralContainer one : pod.spec().ephemeralContainers()) {
      if (Objects.equals(one.name(), name)) {
        return Shape.of(one.stdin(), one.stdinOnce(), one.tty());
      }
    }
    List<Container> containers = pod.spec().containers();
    return containers.stream()
        .filter(one -> name == null || name.equals(one.name()))
        .findFirst()
        .map(one -> Shape.of(one.stdin(), one.stdinOnce(), one.tty()))
        .orElse(Shape.of(false, false, false));
  }
}
