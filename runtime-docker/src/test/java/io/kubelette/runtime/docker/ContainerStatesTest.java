package io.kubelette.runtime.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.core.DockerClientConfig;
import io.kubelette.runtime.ObservedContainer.Exit;
import io.kubelette.runtime.ObservedContainer.State;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ContainerStatesTest {

  private static final String ZERO = "0001-01-01T00:00:00Z";
  private static final String CREATED = "2026-03-01T10:00:00.5Z";
  private static final String STARTED = "2026-03-01T10:00:01.123456789Z";
  private static final String FINISHED = "2026-03-01T10:00:09Z";

  @ParameterizedTest
  @CsvSource({
    "created, CREATED",
    "running, RUNNING",
    "paused, RUNNING",
    "exited, EXITED",
    "dead, EXITED",
    "removing, UNKNOWN",
    "restarting, UNKNOWN",
    "something-new, UNKNOWN",
  })
  void everyStatusOfTheEngineHasAState(String status, State state) {
    assertThat(read(status, 0, times(STARTED, FINISHED)).state()).isEqualTo(state);
  }

  @Test
  void createdContainerHasNeitherTimesNorExit() {
    assertThat(read("created", 0, times(ZERO, ZERO)))
        .isEqualTo(new ContainerStates.Reading(State.CREATED, null, null));
  }

  @Test
  void runningContainerHasItsStartToTheNanosecond() {
    assertThat(read("running", 0, times(STARTED, ZERO)))
        .isEqualTo(new ContainerStates.Reading(State.RUNNING, Instant.parse(STARTED), null));
  }

  @ParameterizedTest
  @CsvSource({
    "0, false, Completed",
    "1, false, Error",
    "137, false, Error",
    "137, true, OOMKilled",
    "0, true, OOMKilled",
  })
  void exitHasKubernetesReason(int code, boolean oomKilled, String reason) {
    String more = times(STARTED, FINISHED) + ", \"OOMKilled\": " + oomKilled;

    assertThat(read("exited", code, more).exit())
        .isEqualTo(new Exit(code, Instant.parse(FINISHED), reason, ""));
  }

  @ParameterizedTest
  @CsvSource({"created", "exited"})
  void failedStartIsAnExitAtTheTimeOfTheCreation(String status) {
    String more = times(ZERO, ZERO) + ", \"Error\": \"no such program\"";
    Instant createdAt = Instant.parse(CREATED);

    assertThat(read(status, 127, more))
        .isEqualTo(
            new ContainerStates.Reading(
                State.EXITED,
                createdAt,
                new Exit(127, createdAt, "ContainerCannotRun", "no such program")));
  }

  @Test
  void lifeThatTheEngineNotedBackwardsEndsWhenItBegan() {
    ContainerStates.Reading reading = read("exited", 0, times(FINISHED, STARTED));

    assertThat(reading.startedAt()).isEqualTo(Instant.parse(STARTED));
    assertThat(reading.exit().finishedAt()).isEqualTo(Instant.parse(STARTED));
  }

  @Test
  void timesMayHaveAnOffset() {
    assertThat(read("running", 0, times("2026-03-01T12:00:00+02:00", ZERO)).startedAt())
        .isEqualTo(Instant.parse("2026-03-01T10:00:00Z"));
  }

  private static String times(String started, String finished) {
    return "\"StartedAt\": \"%s\", \"FinishedAt\": \"%s\"".formatted(started, finished);
  }

  private static ContainerStates.Reading read(String status, int code, String more) {
    String json =
        "{\"Created\": \"%s\", \"State\": {\"Status\": \"%s\", \"ExitCode\": %d, %s}}"
            .formatted(CREATED, status, code, more);
    try {
      return ContainerStates.of(
          DockerClientConfig.getDefaultObjectMapper()
              .readValue(json, InspectContainerResponse.class));
    } catch (JsonProcessingException wrong) {
      throw new AssertionError(wrong);
    }
  }
}
