/**
 * The rules of objects: what the API server of Kubernetes does between a request and the store.
 *
 * <p>{@link io.kubelette.api.ApiServer} is the only writer to the store. It sets metadata, fills in
 * defaults, validates, keeps status apart from spec, deletes gracefully and allocates cluster
 * addresses. Around it: {@link io.kubelette.api.Informer} follows a kind, {@link
 * io.kubelette.api.EventRecorder} reports what happened, {@link io.kubelette.api.Expectation} is
 * what an await waits for.
 *
 * <p>Threads: none of its own. Calls run on the caller's thread and may block on the store;
 * informers and the recorder live on an event loop and make trips to the I/O pool.
 *
 * <p>May import: model, manifest, store, loop, runtime (the shapes of streams and statistics).
 */
@NullMarked
package io.kubelette.api;

import org.jspecify.annotations.NullMarked;
