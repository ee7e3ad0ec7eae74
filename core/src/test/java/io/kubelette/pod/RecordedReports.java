package io.kubelette.pod;

import io.kubelette.model.PodStatus;
import io.kubelette.runtime.PodIdentity;
import java.util.ArrayList;
import java.util.List;

/** Reports that are written down; a {@link Script} lets them fail. Owned by the test's thread. */
final class RecordedReports implements PodReports {

  private final List<PodStatus> statuses = new ArrayList<>();
  private final List<String> deleted = new ArrayList<>();
  private final List<String> events = new ArrayList<>();
  private final List<String> told = new ArrayList<>();
  private final List<String> nodeEvents = new ArrayList<>();
  private final Script script = new Script();
  private boolean gone;

  Script script() {
    return script;
  }

  /** From now on there is no such pod. */
  void forgetPods() {
    gone = true;
  }

  List<PodStatus> statuses() {
    return statuses;
  }

  PodStatus last() {
    return statuses.get(statuses.size() - 1);
  }

  List<String> deleted() {
    return deleted;
  }

  /** The reasons of all events so far. */
  List<String> events() {
    return events;
  }

  /** All events so far, each as its type, reason, and message, and the part that it is about. */
  List<String> told() {
    return told;
  }

  /** The reasons and messages of all events about the node so far. */
  List<String> nodeEvents() {
    return nodeEvents;
  }

  @Override
  public void nodeEvent(String reason, String message) {
    nodeEvents.add(reason + ": " + message);
  }

  @Override
  public Receipt write(PodIdentity pod, PodStatus status) {
    script.run("write " + pod.name());
    if (gone) {
      return Receipt.GONE;
    }
    statuses.add(status);
    return Receipt.TAKEN;
  }

  @Override
  public Receipt delete(PodIdentity pod) {
    script.run("delete " + pod.name());
    if (gone) {
      return Receipt.GONE;
    }
    deleted.add(pod.name());
    return Receipt.TAKEN;
  }

  @Override
  public void event(PodIdentity pod, Event event) {
    events.add(event.reason());
    String about = event.fieldPath() == null ? "" : " (" + event.fieldPath() + ")";
    told.add(event.type() + " " + event.reason() + ": " + event.message() + about);
  }
}
