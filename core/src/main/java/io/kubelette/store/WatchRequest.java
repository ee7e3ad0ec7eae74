package io.kubelette.store;

import io.kubelette.model.KubernetesObject;
import io.kubelette.model.ResourceType;

/**
 * What a watch is about.
 *
 * @param type the kind of objects
 * @param namespace only this one; "" for all, and for kinds without namespaces
 * @param after the last revision that the subscriber knows; {@link Revision#ZERO} for the whole
 *     history, if the log still has it
 */
public record WatchRequest<T extends KubernetesObject>(
    ResourceType<T> type, String namespace, Revision after) {}
