package io.kubelette.node;

import io.kubelette.runtime.MachineFacts;
import io.kubelette.runtime.ObservedImage;
import io.kubelette.runtime.Pressure;
import java.util.List;
import java.util.Set;

/**
 * What was found when the node looked at itself.
 *
 * @param facts the machine
 * @param runtimeVersion of the container runtime when it last answered; empty if it never did
 * @param images what the runtime holds
 * @param pressures what the node is short of
 * @param faults why it cannot run pods; empty when it can
 */
record NodeReport(
    MachineFacts facts,
    String runtimeVersion,
    List<ObservedImage> images,
    Set<Pressure> pressures,
    List<String> faults) {

  /** Of a runtime whose images nobody knows. */
  NodeReport(
      MachineFacts facts, String runtimeVersion, Set<Pressure> pressures, List<String> faults) {
    this(facts, runtimeVersion, List.of(), pressures, faults);
  }
}
