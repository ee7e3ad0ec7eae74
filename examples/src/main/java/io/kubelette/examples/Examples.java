package io.kubelette.examples;

import io.kubelette.api.ApiException;
import io.kubelette.runtime.ContainerRuntimeException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;

/** Runs the example whose name comes first on the command line. */
public final class Examples {

  private static final String USAGE =
      """
      usage: java -jar kubelette-examples.jar EXAMPLE [OPTION...]

        guestbook   runs five pods and two services, spreads requests, kills a container, heals
            --runtime fake|docker   where the pods run; fake needs nothing installed (default)
            --image NAME            the image of the pods; it has sh, httpd and udpsvd, as the
                                    public busybox has (default busybox:1.36)
        serve       a node that kubectl can talk to, until it is interrupted
            --runtime fake|docker   where the pods run; with fake, any image serves a page with its
                                    pod's name on each port that its container declares (default)
            --port NUMBER           where the API listens on 127.0.0.1 (default 8001)
            --manifests DIRECTORY   pods that run as long as their files are there
      """;

  private Examples() {}

  /** Ends with code 2 if the command line is wrong, with 1 if the example fails. */
  public static void main(String... args) throws Exception {
    String example = args.length == 0 ? "" : args[0];
    try {
      switch (example) {
        case "guestbook" -> {
          List<String> options = Arrays.asList(args).subList(1, args.length);
          new Guestbook(GuestbookOptions.parse(options), System.out).run();
        }
        case "serve" ->
            new Serve(ServeOptions.parse(Arrays.asList(args).subList(1, args.length)), System.out)
                .run();
        default -> throw new UsageException("no example is called \"" + example + "\"");
      }
    } catch (UsageException mistake) {
      System.err.println(mistake.getMessage());
      System.err.print(USAGE);
      System.exit(2);
    } catch (ContainerRuntimeException | ApiException | UncheckedIOException failure) {
      System.err.println(failure.getMessage());
      System.exit(1);
    }
  }
}
