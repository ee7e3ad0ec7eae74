package io.kubelette.store;

import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Searches an order of a history's calls in which one store, used by one thread, would have
 * answered the same, and in which no call comes before one that had ended when it began.
 *
 * <p>After Wing and Gong, with states visited before left out. For histories of a few dozen calls.
 */
final class Linearizability {

  /** What the imagined store holds. */
  private record Model(Map<String, Call.Cell> cells, Revision newest) {

    Model with(String key, Call.@Nullable Cell cell, Revision revision) {
      Map<String, Call.Cell> next = new HashMap<>(cells);
      if (cell == null) {
        next.remove(key);
      } else {
        next.put(key, cell);
      }
      return new Model(next, revision);
    }
  }

  private record Visit(BitSet done, Model model) {}

  private final List<Call> calls;
  private final Set<Visit> visited = new HashSet<>();

  private Linearizability(List<Call> calls) {
    this.calls = calls;
  }

  /** Whether some order explains the history. */
  static boolean holds(List<Call> calls) {
    return new Linearizability(calls).search(new BitSet(), new Model(Map.of(), Revision.ZERO));
  }

  private boolean search(BitSet done, Model model) {
    if (done.cardinality() == calls.size()) {
      return true;
    }
    if (!visited.add(new Visit((BitSet) done.clone(), model))) {
      return false;
    }
    long firstEnd = firstEnd(done);
    for (int i = done.nextClearBit(0); i < calls.size(); i = done.nextClearBit(i + 1)) {
      if (calls.get(i).began() < firstEnd) {
        Optional<Model> next = answered(model, calls.get(i));
        if (next.isPresent()) {
          done.set(i);
          if (search(done, next.get())) {
            return true;
          }
          done.clear(i);
        }
      }
    }
    return false;
  }

  private long firstEnd(BitSet done) {
    long first = Long.MAX_VALUE;
    for (int i = done.nextClearBit(0); i < calls.size(); i = done.nextClearBit(i + 1)) {
      first = Math.min(first, calls.get(i).ended());
    }
    return first;
  }

  /** The state after the call, if the model would have answered the same. */
  private static Optional<Model> answered(Model model, Call call) {
    Call.Cell present = model.cells().get(call.step().key());
    return switch (call.step().verb()) {
      case GET ->
          Objects.equals(call.outcome().cell(), present) ? Optional.of(model) : Optional.empty();
      case LIST -> listed(model, call);
      case CREATE ->
          present == null
              ? written(model, call)
              : refused(model, call, StoreException.Kind.ALREADY_EXISTS);
      case UPDATE, DELETE -> changed(model, call, present);
    };
  }

  private static Optional<Model> listed(Model model, Call call) {
    Revision revision = Objects.requireNonNull(call.outcome().revision());
    boolean same = call.outcome().snapshot().equals(model.cells());
    return same && !revision.isBefore(model.newest())
        ? Optional.of(new Model(model.cells(), revision))
        : Optional.empty();
  }

  private static Optional<Model> changed(Model model, Call call, Call.@Nullable Cell present) {
    if (present == null) {
      return refused(model, call, StoreException.Kind.NOT_FOUND);
    }
    return present.revision().equals(call.expected())
        ? written(model, call)
        : refused(model, call, StoreException.Kind.CONFLICT);
  }

  private static Optional<Model> refused(Model model, Call call, StoreException.Kind kind) {
    return call.outcome().refusal() == kind ? Optional.of(model) : Optional.empty();
  }

  private static Optional<Model> written(Model model, Call call) {
    Call.Cell result = call.outcome().cell();
    if (result == null || !model.newest().isBefore(result.revision())) {
      return Optional.empty();
    }
    String key = call.step().key();
    if (call.step().verb() != Call.Verb.DELETE) {
      return result.value().equals(call.step().value())
          ? Optional.of(model.with(key, result, result.revision()))
          : Optional.empty();
    }
    Call.Cell present = model.cells().get(key);
    return present != null && present.value().equals(result.value())
        ? Optional.of(model.with(key, null, result.revision()))
        : Optional.empty();
  }
}
