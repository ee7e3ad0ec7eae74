/**
 * The place where objects are kept: typed, versioned by one revision for the whole store, and
 * watched.
 *
 * <p>The vocabulary is that of a log: every write appends one change under the next {@link
 * io.kubelette.store.Revision}; a {@link io.kubelette.store.Watch} replays the changes after a
 * revision and goes on with those to come; what is no longer in the log is compacted. No rule of
 * Kubernetes lives here: those are {@code api}'s, which is the only writer.
 *
 * <p>Threads: a store makes none of its own. Its calls may block and are made from any thread; its
 * changes are posted to the event loop that the watcher brings along.
 *
 * <p>May import: model, loop, manifest.
 */
@NullMarked
package io.kubelette.store;

import org.jspecify.annotations.NullMarked;
