package io.kubelette.pod;

import io.kubelette.model.Pod;
import org.jspecify.annotations.Nullable;

/**
 * A pod with what its node has set aside for it.
 *
 * @param pod as its source tells it, but with the resources that are its own now
 * @param pending why it does not get what it asks for beyond them; null if it asks for no more
 */
record Allotment(Pod pod, @Nullable Rejection pending) {}
