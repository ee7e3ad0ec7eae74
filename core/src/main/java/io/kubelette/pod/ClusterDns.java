package io.kubelette.pod;

import io.kubelette.model.PodSpec;

/**
 * Says that pods which ask for the cluster's DNS get the node's: there is no other. Once in a life
 * of the node, not for each pod, since that is what pods ask for unless they say otherwise.
 *
 * <p>Owned by: pod loop.
 */
final class ClusterDns {

  private final PodReports reports;
  private boolean told;

  ClusterDns(PodReports reports) {
    this.reports = reports;
  }

  /** A pod of the node asks for what its policy says. */
  void askedBy(PodSpec spec) {
    boolean onHost = Boolean.TRUE.equals(spec.hostNetwork());
    String wanted = onHost ? "ClusterFirstWithHostNet" : "ClusterFirst";
    boolean asks =
        wanted.equals(spec.dnsPolicy()) || "ClusterFirstWithHostNet".equals(spec.dnsPolicy());
    if (!told && asks) {
      told = true;
      reports.nodeEvent(
          "MissingClusterDNS",
          "kubelet does not have ClusterDNS IP configured and cannot create Pod using"
              + " \"ClusterFirst\" policy. Falling back to \"Default\" policy.");
    }
  }
}
