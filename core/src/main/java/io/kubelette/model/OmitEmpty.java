package io.kubelette.model;

import com.fasterxml.jackson.annotation.JacksonAnnotationsInside;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Leaves a part out of JSON that is never absent in Java but has nothing set. */
@JacksonAnnotationsInside
@JsonInclude(value = JsonInclude.Include.CUSTOM, valueFilter = OmitEmpty.Filter.class)
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.FIELD})
@interface OmitEmpty {

  /** Equal to every part that has nothing set: Jackson leaves out what its filter equals. */
  final class Filter {

    private static final Map<Class<?>, Record> EMPTY =
        Stream.<Record>of(
                ObjectMeta.EMPTY,
                PodSpec.EMPTY,
                PodStatus.EMPTY,
                ServiceSpec.EMPTY,
                ServiceStatus.EMPTY,
                NodeSpec.EMPTY,
                NodeStatus.EMPTY,
                LeaseSpec.EMPTY,
                NamespaceSpec.EMPTY,
                NamespaceStatus.EMPTY,
                IPAddressSpec.EMPTY,
                ListMeta.EMPTY,
                CronJobSpec.EMPTY,
                CronJobStatus.EMPTY,
                DaemonSetSpec.EMPTY,
                DaemonSetStatus.EMPTY,
                DeploymentSpec.EMPTY,
                DeploymentStatus.EMPTY,
                JobSpec.EMPTY,
                JobStatus.EMPTY,
                LimitRangeSpec.EMPTY,
                PersistentVolumeClaimSpec.EMPTY,
                PersistentVolumeClaimStatus.EMPTY,
                PersistentVolumeSpec.EMPTY,
                PersistentVolumeStatus.EMPTY,
                PodDisruptionBudgetSpec.EMPTY,
                PodDisruptionBudgetStatus.EMPTY,
                ReplicaSetSpec.EMPTY,
                ReplicaSetStatus.EMPTY,
                ReplicationControllerSpec.EMPTY,
                ReplicationControllerStatus.EMPTY,
                ResourceQuotaSpec.EMPTY,
                ResourceQuotaStatus.EMPTY,
                ScaleSpec.EMPTY,
                ScaleStatus.EMPTY,
                SelfSubjectAccessReviewSpec.EMPTY,
                SelfSubjectReviewStatus.EMPTY,
                SelfSubjectRulesReviewSpec.EMPTY,
                StatefulSetSpec.EMPTY,
                StatefulSetStatus.EMPTY,
                SubjectAccessReviewStatus.EMPTY,
                SubjectRulesReviewStatus.EMPTY)
            .collect(Collectors.toUnmodifiableMap(Record::getClass, Function.identity()));

    @Override
    public boolean equals(@Nullable Object part) {
      return part == null || part.equals(EMPTY.get(part.getClass()));
    }

    @Override
    public int hashCode() {
      return 0;
    }
  }
}
