package io.kubelette.runtime.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubelette.runtime.Outputs;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The engine's forms of streams, taken apart. */
final class StreamsTest {

  @Test
  void framesAreToldApartWhateverTheyHold() throws IOException {
    byte[] binary = {0, 1, 2, 0, 0, 0, 0, 3, (byte) 0xFF, '\n'};
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    frame(all, 1, binary);
    frame(all, 2, "oops".getBytes(StandardCharsets.UTF_8));
    frame(all, 1, new byte[0]);
    frame(all, 1, binary);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();

    new StreamFrames(new ByteArrayInputStream(all.toByteArray()), new Outputs(out, err)).copy();

    assertThat(out.toByteArray()).startsWith(binary).endsWith(binary).hasSize(2 * binary.length);
    assertThat(err.toString(StandardCharsets.UTF_8)).isEqualTo("oops");
  }

  private static void frame(ByteArrayOutputStream all, int stream, byte[] content) {
    all.writeBytes(new byte[] {(byte) stream, 0, 0, 0, 0, 0, 0, (byte) content.length});
    all.writeBytes(content);
  }

  @Test
  void streamThatBreaksOffWithinAFrameIsNoEnd() {
    byte[] half = {1, 0, 0, 0, 0, 0, 0, 9, 'x'};
    assertThatThrownBy(() -> copy(half)).isInstanceOf(EOFException.class);
    assertThatThrownBy(() -> copy(new byte[] {1, 0, 0})).isInstanceOf(EOFException.class);
  }

  private static void copy(byte[] bytes) throws IOException {
    new StreamFrames(new ByteArrayInputStream(bytes), Outputs.discarded()).copy();
  }

  @Test
  void failureOfTheCallersStreamIsTheCallers() {
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int octet) throws IOException {
            throw new IOException("full");
          }
        };
    byte[] one = {1, 0, 0, 0, 0, 0, 0, 1, 'x'};
    assertThatThrownBy(
            () -> new StreamFrames(new ByteArrayInputStream(one), Outputs.merged(full)).copy())
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("full");
  }

  @Test
  void chunksAreJoined() throws IOException {
    assertThat(chunked("3\r\nabc\r\nA;x=y\r\n0123456789\r\n0\r\n\r\n")).hasContent("abc0123456789");
  }

  @Test
  void chunksThatBreakOffAreNoEnd() {
    assertThatThrownBy(() -> chunked("3\r\nabc\r\n").readAllBytes())
        .isInstanceOf(EOFException.class);
    assertThatThrownBy(() -> chunked("9\r\nabc").readAllBytes()).isInstanceOf(EOFException.class);
    assertThatThrownBy(() -> chunked("what\r\n").readAllBytes()).isInstanceOf(IOException.class);
  }

  private static InputStream chunked(String text) {
    return new ChunkedInput(new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1)));
  }

  @Test
  void bodyOfAToldLengthEndsThere() throws IOException {
    InputStream more = new ByteArrayInputStream("abcdef".getBytes(StandardCharsets.UTF_8));
    assertThat(new BoundedInput(more, 4)).hasContent("abcd");
    assertThatThrownBy(() -> new BoundedInput(more, 4).readAllBytes())
        .isInstanceOf(EOFException.class);
  }
}
