package io.kubelette.service;

import io.kubelette.model.ClientIPConfig;
import io.kubelette.model.Service;
import io.kubelette.model.SessionAffinityConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * How a Service says that its connections are treated: its session affinity, and annotations below
 * {@value #PREFIX}.
 *
 * <p>Pure. A value that cannot be read counts as absent, and is a problem to be told.
 */
final class ServiceSettings {

  private static final String PREFIX = "kubelette.io/";

  /** Kubernetes: the time-out of ClientIP affinity that is not given. */
  private static final int AFFINITY_SECONDS = 10_800;

  private final Map<String, String> annotations;
  private final List<String> problems = new ArrayList<>();

  private ServiceSettings(Service service) {
    this.annotations = service.metadata().annotations();
  }

  static RouteSettings of(Service service) {
    return new ServiceSettings(service).read(service);
  }

  /** What of the annotations cannot be read, and what could. */
  static List<String> problems(Service service) {
    ServiceSettings settings = new ServiceSettings(service);
    settings.read(service);
    return settings.problems;
  }

  private RouteSettings read(Service service) {
    return new RouteSettings(
        value("balancing", ServiceSettings::balancing).orElse(Balancing.ROUND_ROBIN),
        affinity(service),
        new RouteSettings.Limits(
            value("max-connections", ServiceSettings::count).orElse(0),
            value("max-connections-per-endpoint", ServiceSettings::count).orElse(0),
            value("udp-answers", ServiceSettings::count).orElse(0)),
        new RouteSettings.Timeouts(
            time("idle-timeout"),
            time("udp-unreplied"),
            time("udp-replied"),
            time("max-connection-age")),
        value("drain", ServiceSettings::drain).orElse(Drain.KEEP),
        value("proxy-protocol", ServiceSettings::header).orElse(RouteSettings.ProxyHeader.NONE),
        new EndpointCheck(
            time("check-interval"),
            verbatim("check-send", ServiceSettings::words).orElse(""),
            verbatim("check-expect", ServiceSettings::words).orElse("")),
        value("faults", ServiceSettings::faults).orElse(Faults.NONE));
  }

  private SessionAffinity affinity(Service service) {
    SessionAffinity.Scope scope =
        value("affinity-scope", ServiceSettings::scope).orElse(SessionAffinity.Scope.PORT);
    return "ClientIP".equals(service.spec().sessionAffinity())
        ? new SessionAffinity(time(service), scope)
        : SessionAffinity.NONE;
  }

  private static Duration time(Service service) {
    return Optional.ofNullable(service.spec().sessionAffinityConfig())
        .map(SessionAffinityConfig::clientIP)
        .map(ClientIPConfig::timeoutSeconds)
        .filter(seconds -> seconds > 0)
        .map(Duration::ofSeconds)
        .orElse(Duration.ofSeconds(AFFINITY_SECONDS));
  }

  private Duration time(String name) {
    return value(name, Spans::parse).orElse(Duration.ZERO);
  }

  private <T> Optional<T> value(String name, Function<String, T> reading) {
    return verbatim(name, text -> reading.apply(text.strip()));
  }

  private <T> Optional<T> verbatim(String name, Function<String, T> reading) {
    String text = annotations.get(PREFIX + name);
    if (text == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(reading.apply(text));
    } catch (IllegalArgumentException unreadable) {
      problems.add(
          "its annotation %s%s is ignored: \"%s\" is %s"
              .formatted(PREFIX, name, text, unreadable.getMessage()));
      return Optional.empty();
    }
  }

  private static Balancing balancing(String text) {
    return Balancing.named(text)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "none of "
                        + Arrays.stream(Balancing.values()).map(Balancing::annotation).toList()));
  }

  private static String words(String text) {
    if (text.length() > 1000) {
      throw new IllegalArgumentException("longer than 1000 characters");
    }
    return text;
  }

  private static int count(String text) {
    if (!text.matches("[0-9]{1,9}")) {
      throw new IllegalArgumentException("no number");
    }
    return Integer.parseInt(text);
  }

  private static Drain drain(String text) {
    String[] words = text.split("\\s+");
    boolean timed = words.length == 3 && words[0].equals("close");
    if (text.equals("keep")) {
      return Drain.KEEP;
    }
    if (text.equals("close")) {
      return Drain.CLOSE;
    }
    if (timed && words[1].equals("after")) {
      return Drain.closeAfter(Spans.parse(words[2]));
    }
    if (timed && words[1].equals("over")) {
      return Drain.stagger(Spans.parse(words[2]));
    }
    throw new IllegalArgumentException("none of: keep, close, close after 30s, close over 30s");
  }

  private static SessionAffinity.Scope scope(String text) {
    return switch (text) {
      case "port" -> SessionAffinity.Scope.PORT;
      case "service" -> SessionAffinity.Scope.SERVICE;
      default -> throw new IllegalArgumentException("none of: port, service");
    };
  }

  private static RouteSettings.ProxyHeader header(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "v1" -> RouteSettings.ProxyHeader.V1;
      case "v2" -> RouteSettings.ProxyHeader.V2;
      case "none" -> RouteSettings.ProxyHeader.NONE;
      default -> throw new IllegalArgumentException("none of: v1, v2, none");
    };
  }

  /** For instance {@code delay=100ms drop=0.1}. */
  private static Faults faults(String text) {
    Faults faults = Faults.NONE;
    for (String part : text.split("[\\s,]+")) {
      String[] pair = part.split("=", -1);
      String value = pair.length == 2 ? pair[1] : "";
      faults =
          switch (pair[0]) {
            case "delay" ->
                new Faults(
                    Spans.parse(value), faults.reset(), faults.drop(), faults.bytesPerSecond());
            case "reset" ->
                new Faults(faults.delay(), share(value), faults.drop(), faults.bytesPerSecond());
            case "drop" ->
                new Faults(faults.delay(), faults.reset(), share(value), faults.bytesPerSecond());
            case "bandwidth" ->
                new Faults(faults.delay(), faults.reset(), faults.drop(), count(value));
            default ->
                throw new IllegalArgumentException(
                    "none of: delay=100ms, reset=0.1, drop=0.1, bandwidth=100000 (bytes a second)");
          };
    }
    return faults;
  }

  private static double share(String text) {
    if (!text.matches("0|1|[01]?\\.[0-9]{1,9}|[01]\\.0*")) {
      throw new IllegalArgumentException("no share from 0 to 1");
    }
    return Double.parseDouble(text);
  }
}
