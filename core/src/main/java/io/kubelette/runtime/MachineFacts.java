package io.kubelette.runtime;

import io.kubelette.model.NodeSystemInfo;
import io.kubelette.model.Quantity;
import java.net.InetAddress;
import java.util.Map;

/**
 * What a machine offers to pods, and what it is.
 *
 * @param hostname as the machine calls itself
 * @param internalIp the address at which others on its network reach it; loopback if there are none
 * @param cpu whole processors, within the limits of the control group
 * @param memory bytes, within the limits of the control group
 * @param ephemeralStorage bytes of the file system that holds the node's files
 * @param hugepages bytes by resource name, such as {@code hugepages-2Mi}
 * @param pids how many processes and threads may exist at once; 0 if unknown
 * @param system ids, kernel, image, operating system and architecture in the words of Kubernetes
 *     ({@code linux}, {@code amd64}); unknown ids are empty, versions of engines are absent
 */
public record MachineFacts(
    String hostname,
    InetAddress internalIp,
    Quantity cpu,
    Quantity memory,
    Quantity ephemeralStorage,
    Map<String, Quantity> hugepages,
    long pids,
    NodeSystemInfo system) {

  /** Copies the map. */
  public MachineFacts {
    hugepages = Map.copyOf(hugepages);
  }
}
