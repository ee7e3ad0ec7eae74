package io.kubelette.api;

import io.kubelette.model.KubernetesObject;
import java.util.UUID;

/** Where new objects get their {@code metadata.uid} from. Called on any thread. */
@FunctionalInterface
public interface UidSource {

  /** The uid of an object that is about to be created; different for every call. */
  String uidOf(KubernetesObject object);

  /** Random uids: for a store that lasts. */
  static UidSource random() {
    return object -> UUID.randomUUID().toString();
  }

  /**
   * Uids of pods derived from owner, namespace, name and manifest: for a store that dies with the
   * process, so that the same manifest applied after a crash finds its containers again.
   *
   * <p>A pod that is deleted and created again gets another uid than before. Pods with a generated
   * name, and objects of other kinds, get random ones.
   *
   * @param owner the node's owner name, the same across starts
   */
  static UidSource derivedFor(String owner) {
    return new DerivedUids(owner);
  }
}
