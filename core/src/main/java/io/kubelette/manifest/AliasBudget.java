package io.kubelette.manifest;

import io.kubelette.manifest.ManifestProblem.Kind;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.yaml.snakeyaml.nodes.Node;

/**
 * Counts the values that a source gains by its aliases, so that a few lines cannot grow to
 * gigabytes. Used by one thread, for one source.
 */
final class AliasBudget {

  private final Set<Node> seen = Collections.newSetFromMap(new IdentityHashMap<>());
  private int aliased;

  /** How many of the collections around the current value are copies made by an alias. */
  private int copies;

  private final Set<Node> openCopies = Collections.newSetFromMap(new IdentityHashMap<>());

  /** A collection begins. */
  void enter(Node collection, String path) {
    if (!seen.add(collection)) {
      copies++;
      openCopies.add(collection);
    }
    spend(collection, path);
  }

  /** The collection ends. */
  void leave(Node collection) {
    if (openCopies.remove(collection)) {
      copies--;
    }
  }

  /** One value more. */
  void spend(Node node, String path) {
    if (copies > 0 && ++aliased > Limits.ALIASED_VALUES) {
      throw new Refusal(
          Kind.LIMIT,
          node.getStartMark().getLine() + 1,
          path,
          "aliases add more than " + Limits.ALIASED_VALUES + " values; write them out");
    }
  }
}
