package io.kubelette.model;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How many may be evicted now. */
@Shape
public record PodDisruptionBudgetStatus(
    List<Condition> conditions,
    @Nullable Integer currentHealthy,
    @Nullable Integer desiredHealthy,
    @JsonSerialize(contentUsing = InstantJson.SecondsWriter.class)
        @JsonDeserialize(contentUsing = InstantJson.Reader.class)
        Map<String, Instant> disruptedPods,
    @Nullable Integer disruptionsAllowed,
    @Nullable Integer expectedPods,
    @Nullable Long observedGeneration)
    implements PodDisruptionBudgetStatusBuilder.With {
  /** Nothing set. */
  public static final PodDisruptionBudgetStatus EMPTY =
      PodDisruptionBudgetStatusBuilder.builder().build();

  public PodDisruptionBudgetStatus {
    conditions = Frozen.list(conditions);
    disruptedPods = Frozen.map(disruptedPods);
  }
}
