package io.kubelette.pod;

import io.kubelette.api.PodPolicy;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Set;

/**
 * What a node allows the pods that it takes.
 *
 * @param policy what they may ask of the host; the API that they came through may have had another
 * @param unsafeSysctls names of sysctls beside the safe ones; a trailing {@code *} stands for any
 *     rest (Kubernetes: none)
 */
@RecordBuilder
public record AdmissionConfig(PodPolicy policy, Set<String> unsafeSysctls)
    implements AdmissionConfigBuilder.With {

  /** Copies the set. */
  public AdmissionConfig {
    unsafeSysctls = Set.copyOf(unsafeSysctls);
  }

  /** The default policy, and safe sysctls alone. */
  public static AdmissionConfig defaults() {
    return new AdmissionConfig(PodPolicy.defaults(), Set.of());
  }
}
