package io.kubelette.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlatformTest {

  @ParameterizedTest
  @CsvSource({
    "Linux, linux",
    "Mac OS X, darwin",
    "Windows 11, windows",
    "Windows Server 2022, windows",
    "FreeBSD, freebsd"
  })
  void namesOperatingSystemsAsKubernetesDoes(String java, String expected) {
    assertThat(Platform.operatingSystem(java)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "amd64, amd64",
    "x86_64, amd64",
    "aarch64, arm64",
    "x86, 386",
    "s390x, s390x",
    "loongarch64, loongarch64"
  })
  void namesProcessorsAsKubernetesDoes(String java, String expected) {
    assertThat(Platform.architecture(java)).isEqualTo(expected);
  }
}
