package io.kubelette.pod;

/**
 * The node whose pods are run.
 *
 * @param owner the name under which this node's containers are kept apart from others' in an engine
 * @param name the Node's name in the API
 * @param address the Node's IP address, reported as its pods' {@code hostIP}
 * @param runtimeName the scheme of container ids in statuses, for instance {@code docker}
 */
public record PodNode(String owner, String name, String address, String runtimeName) {}
