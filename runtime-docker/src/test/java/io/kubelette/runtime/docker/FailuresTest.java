package io.kubelette.runtime.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.exception.DockerClientException;
import com.github.dockerjava.api.exception.DockerException;
import io.kubelette.runtime.ContainerRuntimeException;
import io.kubelette.runtime.ContainerRuntimeException.Kind;
import java.net.ConnectException;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FailuresTest {

  @ParameterizedTest
  @CsvSource({
    "400, REJECTED",
    "401, REJECTED",
    "403, REJECTED",
    "404, NOT_FOUND",
    "409, CONFLICT",
    "429, TRANSIENT",
    "500, TRANSIENT",
    "503, TRANSIENT",
  })
  void statusOfTheEngineHasAKind(int status, Kind kind) {
    assertThat(Failures.of("try", new DockerException("no", status)).kind()).isEqualTo(kind);
  }

  @Test
  void messageIsTheEnginesWordsWithoutTheirWrapping() {
    DockerException answer =
        new DockerException("{\"message\":\"exec: \\\"x\\\": not found\"}\n", 400);

    assertThat(Failures.of("start container c", answer))
        .hasMessage("start container c: exec: \"x\": not found")
        .hasCause(answer);
  }

  @Test
  void escapesOfJsonAreUndone() {
    DockerException answer = new DockerException("{\"message\":\"a\\u003cb \\/ c\"}", 500);

    assertThat(Failures.of("try", answer)).hasMessage("try: a<b / c");
  }

  @Test
  void missingEngineIsTransient() {
    RuntimeException broken = new RuntimeException(new ConnectException("Connection refused"));

    ContainerRuntimeException failure = Failures.of("observe", broken);

    assertThat(failure.kind()).isEqualTo(Kind.TRANSIENT);
    assertThat(failure).hasMessageContaining("Connection refused").hasCause(broken);
  }

  @Test
  void requestThatTheClientRefusesIsRejected() {
    assertThat(Failures.of("pull", new DockerClientException("bad name")).kind())
        .isEqualTo(Kind.REJECTED);
  }

  @Test
  void knownFailurePassesUnchanged() {
    ContainerRuntimeException known = new ContainerRuntimeException(Kind.CONFLICT, "taken");

    assertThat(Failures.of("create", known)).isSameAs(known);
  }

  @Test
  void socketThatIsNotThisUsersIsSaidToBeSo() {
    URI engine = URI.create("unix:///run/docker.sock");
    ContainerRuntimeException failure =
        new ContainerRuntimeException(Kind.TRANSIENT, "Permission denied");

    assertThat(new EngineAway(engine, true).saying(failure))
        .hasMessageStartingWith("this user may not use the engine at unix:///run/docker.sock")
        .hasMessageEndingWith("Permission denied");
  }
}
