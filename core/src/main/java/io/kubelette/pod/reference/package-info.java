/**
 * What a pod's definition refers to: its own fields, the resources of its containers, ConfigMaps,
 * Secrets and Services; and the environment that is made of them.
 *
 * <p>Pure but for {@link io.kubelette.pod.reference.ApiPodObjects}, which reads the API and keeps
 * what it read, so that an API that is away holds no restart up.
 *
 * <p>Threads: none of its own; references are resolved on the I/O pool, informers live on the loop
 * that their owner names.
 *
 * <p>May import: model, loop, api.
 */
@NullMarked
package io.kubelette.pod.reference;

import org.jspecify.annotations.NullMarked;
