package io.kubelette.runtime;

/**
 * An image that the engine holds.
 *
 * @param id its digest or id, in the form of a pod's status
 * @param sizeBytes its size in the engine
 */
public record ObservedImage(String id, long sizeBytes) {}
