package io.kubelette;

import io.kubelette.api.UidSource;
import io.kubelette.node.NodeConfig;
import io.kubelette.pod.PodManagerConfig;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a builder was told of a node; {@link KubeletteBuilder} explains each.
 *
 * @param root null for a temporary directory
 * @param uids derived from manifests where the store dies with the process
 */
record NodeSettings(
    String owner,
    NodeConfig node,
    @Nullable Path root,
    OnClose onClose,
    PodManagerConfig pods,
    UidSource uids,
    Duration adoptionWindow,
    Duration closeTimeout) {}
