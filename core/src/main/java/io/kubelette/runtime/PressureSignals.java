package io.kubelette.runtime;

import io.kubelette.model.Quantity;
import org.jspecify.annotations.Nullable;

/**
 * What is left of the resources that pods share; absent is what the machine does not tell.
 *
 * <p>Free inodes are not among them: nothing that Java can read tells them.
 *
 * @param memoryAvailable bytes that can be taken without swapping; page cache that is not in use
 *     counts as available
 * @param nodefsAvailable bytes that an ordinary user may still write where the node keeps its files
 * @param pidsAvailable how many more processes and threads may be started
 */
public record PressureSignals(
    @Nullable Quantity memoryAvailable,
    @Nullable Quantity nodefsAvailable,
    @Nullable Long pidsAvailable) {}
