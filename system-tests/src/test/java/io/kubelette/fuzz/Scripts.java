package io.kubelette.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Makes the script of a seed. */
final class Scripts {

  private Scripts() {}

  static Script of(long seed) {
    Dice dice = new Dice(seed);
    int kind = dice.below(100);
    if (kind < 65) {
      return whole(dice);
    }
    if (kind < 75) {
      return pipelined(dice);
    }
    if (kind < 82) {
      return new Script(dice.spoil(whole(dice).request()), false, Script.NOTHING);
    }
    if (kind < 84) {
      return new Script(dice.bytes(dice.below(300)), false, Script.NOTHING);
    }
    return Frames.script(dice);
  }

  private static Script whole(Dice dice) {
    String method = Targets.method(dice);
    String path = Targets.path(dice);
    boolean nodes = path.matches("/api/v1(/namespaces/default)?/nodes.*");
    if (method.equals("DELETE") && nodes) {
      method = "GET";
    }
    boolean bare = method.matches("(?i)GET|HEAD|OPTIONS|TRACE|CONNECT|BREW") && dice.in100(95);
    Contents.Content content =
        bare ? new Contents.Content("", Script.NOTHING) : Contents.of(dice, method);
    String headers = Targets.headers(dice);
    String head =
        method
            + " "
            + path
            + " HTTP/1."
            + (dice.in100(97) ? "1" : "0")
            + "\r\n"
            + (headers.contains("Host:") ? "" : "Host: localhost\r\n")
            + headers
            + (content.type().isEmpty() ? "" : "Content-Type: " + content.type() + "\r\n");
    // What a header does to the framing is up to the server: it need not be answered then.
    boolean plain = !headers.matches("(?s).*(Length|Encoding|folded|colon|name|Expect).*");
    boolean clean = head.chars().allMatch(c -> c == '\r' || c == '\n' || c >= ' ' && c < 0x7f);
    return new Script(framed(head, content.bytes(), dice), plain && clean, Script.NOTHING);
  }

  private static byte[] framed(String head, byte[] body, Dice dice) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    boolean chunked = body.length > 0 && dice.in100(25);
    String framing =
        chunked
            ? "Transfer-Encoding: chunked\r\n\r\n"
            : body.length == 0 ? "\r\n" : "Content-Length: " + body.length + "\r\n\r\n";
    out.writeBytes((head + framing).getBytes(StandardCharsets.ISO_8859_1));
    if (!chunked) {
      out.writeBytes(body);
      return out.toByteArray();
    }
    for (int at = 0; at < body.length; ) {
      int size = Math.min(body.length - at, 1 + dice.below(200));
      String extension = dice.in100(5) ? ";x=y" : "";
      out.writeBytes(
          (Integer.toHexString(size) + extension + "\r\n").getBytes(StandardCharsets.US_ASCII));
      out.write(body, at, size);
      out.writeBytes(new byte[] {'\r', '\n'});
      at += size;
    }
    String trailer = dice.in100(10) ? "X-Trailer: yes\r\n" : "";
    out.writeBytes(("0\r\n" + trailer + "\r\n").getBytes(StandardCharsets.US_ASCII));
    return out.toByteArray();
  }

  private static Script pipelined(Dice dice) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int i = 2 + dice.below(4); i > 0; i--) {
      out.writeBytes(whole(dice).request());
    }
    return new Script(out.toByteArray(), false, Script.NOTHING);
  }
}
