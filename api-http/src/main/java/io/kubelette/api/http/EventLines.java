package io.kubelette.api.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kubelette.api.ApiException;
import io.kubelette.loop.Clock;
import io.kubelette.model.KubernetesObject;
import io.kubelette.store.Revision;
import io.kubelette.store.WatchEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * The lines of one watch: {@code {"type":…,"object":…}}. Its first row of a table brings the
 * columns.
 *
 * <p>Owned by the loop of watches.
 */
final class EventLines<T extends KubernetesObject> {

  private static final byte[] END = "}\n".getBytes(StandardCharsets.US_ASCII);

  /** What a bookmark says beside its revision. */
  enum Meaning {
    PROGRESS,
    INITIAL_EVENTS_END
  }

  private final View<T> view;
  private final SharedLines shared;
  private final Clock clock;
  private Rows.Columns columns = Rows.Columns.SHOWN;

  EventLines(View<T> view, SharedLines shared, Clock clock) {
    this.view = view;
    this.shared = shared;
    this.clock = clock;
  }

  byte[] line(WatchEvent.Type type, T object) {
    Instant now = clock.now();
    Rows.Columns shown = columns;
    columns = Rows.Columns.LEFT_OUT;
    boolean table = view.accept().form() == Accept.Form.TABLE;
    String revision = String.valueOf(object.metadata().resourceVersion());
    SharedLines.Key key =
        new SharedLines.Key(
            revision,
            type,
            view.accept(),
            (table ? view.rowObjects() + shown + now.getEpochSecond() : "")
                + (view.type().isStored() ? "" : view.type().version()));
    return shared.line(key, () -> line(type.name(), view.event(object, now, shown)));
  }

  /** How far the watch is. */
  byte[] bookmark(Revision revision, Meaning meaning) {
    ObjectNode object =
        Json.object().put("kind", view.type().kind()).put("apiVersion", view.type().apiVersion());
    ObjectNode metadata = object.putObject("metadata");
    metadata.put("resourceVersion", revision.toString()).putNull("creationTimestamp");
    if (meaning == Meaning.INITIAL_EVENTS_END) {
      metadata.putObject("annotations").put("k8s.io/initial-events-end", "true");
    }
    return line("BOOKMARK", Json.bytes(object));
  }

  /** Why the watch ends. */
  static byte[] error(ApiException reason) {
    return line("ERROR", Json.bytes(Statuses.of(reason)));
  }

  private static byte[] line(String type, byte[] object) {
    byte[] head = ("{\"type\":\"" + type + "\",\"object\":").getBytes(StandardCharsets.US_ASCII);
    byte[] line = new byte[head.length + object.length + END.length];
    System.arraycopy(head, 0, line, 0, head.length);
    System.arraycopy(object, 0, line, head.length, object.length);
    System.arraycopy(END, 0, line, head.length + object.length, END.length);
    return line;
  }
}
