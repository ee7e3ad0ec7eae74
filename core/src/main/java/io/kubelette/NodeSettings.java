package io.kubelette;

import io.kubelette.api.AddressRange;
import io.kubelette.api.EventLimits;
import io.kubelette.api.UidSource;
import io.kubelette.node.NodeConfig;
import io.kubelette.pod.ManifestUrl;
import io.kubelette.pod.PodManagerConfig;
import io.kubelette.runtime.Machine;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a builder was told of a node; {@link KubeletteBuilder} explains each.
 *
 * @param root null for a temporary directory
 * @param machine null for the one on which this program runs
 * @param services null for a slice of loopback that is the node's own
 * @param nodePorts null for all IPv4 addresses of the machine
 * @param uids derived from manifests where the store dies with the process
 */
record NodeSettings(
    String owner,
    NodeConfig node,
    @Nullable Path root,
    OnClose onClose,
    PodManagerConfig pods,
    EventLimits events,
    List<Path> manifests,
    List<ManifestUrl> manifestUrls,
    @Nullable Machine machine,
    @Nullable AddressRange services,
    @Nullable List<InetAddress> nodePorts,
    UidSource uids,
    Duration adoptionWindow,
    Duration closeTimeout) {}
