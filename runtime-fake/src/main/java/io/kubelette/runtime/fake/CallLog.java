package io.kubelette.runtime.fake;

import java.util.ArrayDeque;
import java.util.List;

/** The newest calls. Thread-safe because every method holds its monitor. */
final class CallLog {

  private final int limit;
  private final ArrayDeque<RuntimeCall> calls = new ArrayDeque<>();

  CallLog(int limit) {
    this.limit = limit;
  }

  synchronized void add(RuntimeCall call) {
    if (calls.size() == limit) {
      calls.removeFirst();
    }
    calls.addLast(call);
  }

  synchronized List<RuntimeCall> calls() {
    return List.copyOf(calls);
  }
}
