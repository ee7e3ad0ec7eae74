package io.kubelette.runtime.docker;

import com.github.dockerjava.api.exception.BadRequestException;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.InternalServerErrorException;

/**
 * What Podman says with the status of a broken server, said as the Docker Engine would. Its words
 * are the only sign. Pure.
 */
final class PodmanAnswers {

  private PodmanAnswers() {}

  static RuntimeException translated(InternalServerErrorException answer) {
    String words = String.valueOf(answer.getMessage());
    if (words.contains("container state improper") || words.contains("is already in use")) {
      return new ConflictException(words, answer);
    }
    if (words.contains("invoke a command that was not found")
        || words.contains("OCI permission denied")
        || words.contains("invalid reference format")) {
      return new BadRequestException(words, answer);
    }
    return answer;
  }
}
