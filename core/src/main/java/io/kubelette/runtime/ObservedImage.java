package io.kubelette.runtime;

import java.util.List;

/**
 * An image that the engine holds.
 *
 * @param id its digest or id, in the form of a pod's status
 * @param sizeBytes its size in the engine
 * @param names its tags and digests, tags first, as the engine names them
 * @param user the user that its programs run as: a number or a name, with a group after a colon if
 *     it names one; empty for root
 * @param stopSignal the signal that its programs want to be ended by, for instance {@code SIGQUIT};
 *     empty for SIGTERM
 */
public record ObservedImage(
    String id, long sizeBytes, List<String> names, String user, String stopSignal) {

  /** Copies the list. */
  public ObservedImage {
    names = List.copyOf(names);
  }

  /** An image that runs as root and says nothing else of itself. */
  public ObservedImage(String id, long sizeBytes) {
    this(id, sizeBytes, List.of(), "", "");
  }
}
