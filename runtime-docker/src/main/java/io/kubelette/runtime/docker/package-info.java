/**
 * A container runtime on Docker Engine.
 *
 * <p>What lives here: {@link io.kubelette.runtime.docker.DockerRuntime}; the labels by which it
 * finds its own again; and the sandbox image that it brings along.
 *
 * <p>Threads: a call runs on a pool of its own, so that its caller can be interrupted and a
 * deadline holds on every transport. Each {@code watch} has a thread that calls its listener. The
 * client library adds a thread for each open stream.
 *
 * <p>May import: core's runtime and loop; docker-java.
 */
@NullMarked
package io.kubelette.runtime.docker;

import org.jspecify.annotations.NullMarked;
