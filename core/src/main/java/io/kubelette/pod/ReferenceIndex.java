package io.kubelette.pod;

import io.kubelette.model.Pod;
import io.kubelette.pod.reference.PodObject;
import io.kubelette.pod.reference.PodReferences;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which pods refer to an object, so that a change of one wakes only those.
 *
 * <p>Owned by: pod loop.
 */
final class ReferenceIndex {

  private final Map<String, Set<PodObject>> objectsOf = new HashMap<>();
  private final Map<PodObject, Set<String>> uidsOf = new HashMap<>();

  /** The pod as it is desired now; one that refers to nothing takes no place. */
  void put(String uid, Pod pod) {
    Set<PodObject> objects = PodReferences.of(pod);
    if (objects.equals(objectsOf.getOrDefault(uid, Set.of()))) {
      return;
    }
    remove(uid);
    objectsOf.put(uid, objects);
    objects.forEach(object -> uidsOf.computeIfAbsent(object, any -> new HashSet<>()).add(uid));
  }

  void remove(String uid) {
    Set<PodObject> objects = objectsOf.remove(uid);
    if (objects == null) {
      return;
    }
    for (PodObject object : objects) {
      Set<String> uids = uidsOf.get(object);
      if (uids != null && uids.remove(uid) && uids.isEmpty()) {
        uidsOf.remove(object);
      }
    }
  }

  /** The uids of the pods that refer to it. */
  List<String> uidsOf(PodObject object) {
    return List.copyOf(uidsOf.getOrDefault(object, Set.of()));
  }

  boolean isEmpty() {
    return objectsOf.isEmpty() && uidsOf.isEmpty();
  }
}
