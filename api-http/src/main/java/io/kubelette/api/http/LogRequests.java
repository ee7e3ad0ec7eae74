package io.kubelette.api.http;

import io.kubelette.api.PodAccess;
import io.kubelette.api.PodLogQuery;
import io.kubelette.loop.Clock;
import io.kubelette.model.PodKey;
import io.kubelette.runtime.LogQuery;
import io.kubelette.runtime.Outputs;
import java.io.OutputStream;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Logs over HTTP: their options, and their way to the client. Thread-safe: immutable. */
final class LogRequests {

  private final Clock clock;

  LogRequests(Clock clock) {
    this.clock = clock;
  }

  /** Copies a log to its end; blocks as long as that takes. */
  void copy(PodAccess pods, PodKey pod, Exchange exchange) {
    PodLogQuery query = query(pod, exchange.request().parameters());
    if (query.end() == LogQuery.End.CONTAINER) {
      // What cannot be followed is refused before the answer begins, which it does at once.
      pods.logs(query.withEnd(LogQuery.End.NOW).withTailLines(0), Outputs.discarded());
    }
    Late out = new Late(exchange);
    if (query.end() == LogQuery.End.CONTAINER) {
      out.begin();
    }
    try {
      pods.logs(query, Outputs.merged(out));
    } catch (RuntimeException failure) {
      if (!out.begun()) {
        throw failure;
      }
      // The answer is under way: its end is all that can be told.
    }
    out.finish();
  }

  private PodLogQuery query(PodKey pod, Parameters given) {
    PodLogQuery all = PodLogQuery.of(pod, given.text("container").orElse(null));
    return all.withAttempt(
            given.flag("previous") ? PodLogQuery.Attempt.PREVIOUS : PodLogQuery.Attempt.NEWEST)
        .withEnd(given.flag("follow") ? LogQuery.End.CONTAINER : LogQuery.End.NOW)
        .withStreams(streams(given.text("stream").orElse("All")))
        .withSince(since(given))
        .withTailLines((int) Math.min(atLeast(given, "tailLines", 0), Integer.MAX_VALUE))
        .withLimitBytes(atLeast(given, "limitBytes", 1))
        .withTimestamps(given.flag("timestamps"));
  }

  private static LogQuery.Streams streams(String given) {
    return switch (given) {
      case "Stdout" -> LogQuery.Streams.OUT;
      case "Stderr" -> LogQuery.Streams.ERR;
      default -> LogQuery.Streams.BOTH;
    };
  }

  private @Nullable Instant since(Parameters given) {
    if (given.text("sinceTime").isPresent()) {
      String time = given.text("sinceTime").get();
      try {
        return OffsetDateTime.parse(time).toInstant();
      } catch (DateTimeException malformed) {
        throw Refusals.badRequest("sinceTime: Invalid value: \"" + time + "\": no RFC 3339 time");
      }
    }
    long seconds = atLeast(given, "sinceSeconds", 1);
    return seconds < 0 ? null : back(seconds);
  }

  /** So long ago, but not before 1970: further back there is no log. */
  private Instant back(long seconds) {
    Instant now = clock.now();
    return now.minus(Duration.ofSeconds(Math.min(seconds, now.getEpochSecond())));
  }

  /** The number of that name, or -1 if it is not given. */
  private static long atLeast(Parameters given, String name, long least) {
    OptionalLong number = given.number(name);
    if (number.isPresent() && number.getAsLong() < least) {
      throw Refusals.invalid(
          "PodLogOptions \"\" is invalid: %s: Invalid value: %d: must be greater than or equal to %d"
              .formatted(name, number.getAsLong(), least));
    }
    return number.orElse(-1);
  }

  /** An answer that begins with its first byte, so that a failure before it has its own code. */
  private static final class Late extends OutputStream {

    private final Exchange exchange;
    private @Nullable Outflow outflow;
    private @Nullable PatientOutput out;

    Late(Exchange exchange) {
      this.exchange = exchange;
    }

    boolean begun() {
      return outflow != null;
    }

    PatientOutput begin() {
      PatientOutput known = out;
      if (known == null) {
        outflow = exchange.flow("text/plain");
        known = new PatientOutput(outflow, exchange.channel());
        out = known;
      }
      return known;
    }

    @Override
    public void write(int one) throws java.io.IOException {
      begin().write(one);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws java.io.IOException {
      begin().write(bytes, offset, length);
    }

    void finish() {
      begin().close();
      if (outflow != null) {
        outflow.end();
      }
    }
  }
}
