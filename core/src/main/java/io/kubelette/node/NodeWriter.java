package io.kubelette.node;

import io.kubelette.api.ApiException;
import io.kubelette.api.ApiServer;
import io.kubelette.model.Node;
import io.kubelette.model.NodeStatus;
import io.kubelette.model.ResourceType;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Writes reports to the API: reads the Node as it is, lays the report over it, and writes it only
 * if nobody else wrote meanwhile.
 *
 * <p>Called on the I/O pool; blocks as long as the API does. Holds no state.
 */
final class NodeWriter {

  /** Kubernetes: 5 tries for one report. */
  private static final int TRIES = 5;

  private final ApiServer api;
  private final NodeConfig config;
  private final NodeStatuses statuses;

  /** What was written over what; two equal statuses where there was no need to write. */
  record Written(NodeStatus before, Node node) {

    boolean isNews() {
      return !before.equals(node.status());
    }
  }

  NodeWriter(ApiServer api, NodeConfig config, NodeStatuses statuses) {
    this.api = api;
    this.config = config;
    this.statuses = statuses;
  }

  /** Creates the Node, or takes over one that exists, and reports. */
  Written register(NodeReport report, Instant now) {
    return untilNobodyInterferes(
        () ->
            find()
                .map(node -> NodeRegistration.reconciled(node, config, report.facts()))
                .map(api::update)
                .map(node -> reported(node, report, now))
                .orElseGet(() -> created(report, now)));
  }

  /** Reports; a Node that was deleted meanwhile is created anew. */
  Written report(NodeReport report, Instant now) {
    return untilNobodyInterferes(
        () ->
            find().map(node -> reported(node, report, now)).orElseGet(() -> created(report, now)));
  }

  /** Reports where the Node does not say so already, whoever wrote what it says. */
  Written correct(NodeReport report, Instant now) {
    return untilNobodyInterferes(
        () ->
            find().map(node -> corrected(node, report, now)).orElseGet(() -> created(report, now)));
  }

  private Written corrected(Node present, NodeReport report, Instant now) {
    NodeStatus status = present.status();
    boolean same =
        NodeStatuses.sayTheSame(status, statuses.after(status, report, now))
            && NodeRegistration.tainted(present, report.pressures()) == present;
    return same ? new Written(status, present) : reported(present, report, now);
  }

  private Optional<Node> find() {
    return api.find(ResourceType.NODE, "", config.name());
  }

  /** In one write, so that nobody sees a Node without a status. */
  private Written created(NodeReport report, Instant now) {
    NodeStatus status = statuses.after(NodeStatus.EMPTY, report, now);
    Node node = NodeRegistration.created(config, report.facts()).withStatus(status);
    Node tainted = NodeRegistration.tainted(node, report.pressures());
    return new Written(NodeStatus.EMPTY, api.create(tainted));
  }

  private Written reported(Node present, NodeReport report, Instant now) {
    NodeStatus next = statuses.after(present.status(), report, now);
    Node written = api.updateStatus(present.withStatus(next));
    Node tainted = NodeRegistration.tainted(written, report.pressures());
    return new Written(present.status(), tainted == written ? written : api.update(tainted));
  }

  private static Written untilNobodyInterferes(Supplier<Written> attempt) {
    for (int tries = 1; ; tries++) {
      try {
        return attempt.get();
      } catch (ApiException answer) {
        if (tries == TRIES || !isInterference(answer.kind())) {
          throw answer;
        }
      }
    }
  }

  private static boolean isInterference(ApiException.Kind kind) {
    return switch (kind) {
      case CONFLICT, ALREADY_EXISTS, NOT_FOUND -> true;
      default -> false;
    };
  }
}
