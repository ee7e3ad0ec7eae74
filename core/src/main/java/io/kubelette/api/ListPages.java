package io.kubelette.api;

import io.kubelette.model.KubernetesObject;
import io.kubelette.model.ResourceType;
import io.kubelette.store.Listing;
import io.kubelette.store.Revision;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Lists in pages, all of one state: what the first page saw is kept, as references, for those that
 * follow it. Only so many lists of so many objects in all are kept, the latest ones; the token of
 * one that is not is answered with {@code GONE}, and the client lists anew.
 *
 * <p>Thread-safe because one lock guards the kept lists.
 */
final class ListPages {

  private static final int KEPT = 128;

  /** While others write, each list may hold states of objects that nobody else holds. */
  private static final int MOST = 100_000;

  private record Kept(ResourceType<?> type, List<? extends KubernetesObject> items, Revision at) {}

  private final ApiServer api;
  private final PastLists past;
  private final Map<Long, Kept> kept = new LinkedHashMap<>(16, 0.75f, true);
  private long last;
  private int items;

  ListPages(ApiServer api, PastLists past) {
    this.api = api;
    this.past = past;
  }

  <T extends KubernetesObject> Page<T> list(Query<T> query, Paging paging) {
    if (!paging.continueToken().isEmpty()) {
      return next(query, paging);
    }
    Listing<T> all = state(query, paging);
    if (paging.limit() <= 0 || all.items().size() <= paging.limit()) {
      return new Page<>(all.items(), all.revision(), "", 0);
    }
    long id = keep(new Kept(query.type(), all.items(), all.revision()));
    return page(all.items(), all.revision(), new Token(id, 0), paging.limit());
  }

  private synchronized long keep(Kept list) {
    last++;
    kept.put(last, list);
    items += list.items.size();
    Iterator<Kept> oldest = kept.values().iterator();
    while (kept.size() > KEPT || items > MOST && kept.size() > 1) {
      items -= oldest.next().items.size();
      oldest.remove();
    }
    return last;
  }

  private <T extends KubernetesObject> Page<T> next(Query<T> query, Paging paging) {
    if (paging.match() != Paging.VersionMatch.UNSET) {
      throw invalidMatch("resourceVersionMatch is forbidden for continue");
    }
    if (!paging.resourceVersion().isEmpty() && !paging.resourceVersion().equals("0")) {
      throw ApiException.badRequest(
          "specifying resource version is not allowed when using continue");
    }
    Token token = Token.parse(paging.continueToken());
    Kept list;
    synchronized (this) {
      list = kept.get(token.list);
    }
    if (list == null) {
      throw new ApiException(
          ApiException.Kind.GONE,
          "The provided continue parameter is too old to display a consistent list result. You can"
              + " start a new list without the continue parameter.");
    }
    if (!list.type.equals(query.type()) || token.from > list.items.size()) {
      throw Token.invalid();
    }
    List<T> items = list.items.stream().map(query.type().javaType()::cast).toList();
    return page(items, list.at, token, paging.limit() <= 0 ? items.size() : paging.limit());
  }

  private static <T extends KubernetesObject> Page<T> page(
      List<T> all, Revision at, Token token, int limit) {
    int end = (int) Math.min(all.size(), (long) token.from + limit);
    String next = end < all.size() ? new Token(token.list, end).toString() : "";
    return new Page<>(all.subList(token.from, end), at, next, all.size() - end);
  }

  /** The present state, or that of the very resourceVersion that is asked for. */
  private <T extends KubernetesObject> Listing<T> state(Query<T> query, Paging paging) {
    String version = paging.resourceVersion();
    checkMatch(paging);
    Listing<T> now = api.list(query);
    if (version.isEmpty() || version.equals("0")) {
      return now;
    }
    Revision wanted = Versions.parse(version);
    if (now.revision().isBefore(wanted)) {
      throw Versions.tooLarge(wanted, now.revision());
    }
    boolean exact =
        paging.match() == Paging.VersionMatch.EXACT
            || paging.match() == Paging.VersionMatch.UNSET && paging.limit() > 0;
    return exact && wanted.isBefore(now.revision()) ? past.at(query, wanted) : now;
  }

  private static void checkMatch(Paging paging) {
    String version = paging.resourceVersion();
    Paging.VersionMatch match = paging.match();
    if (match != Paging.VersionMatch.UNSET && version.isEmpty()) {
      throw invalidMatch("resourceVersionMatch is forbidden unless resourceVersion is provided");
    }
    if (match == Paging.VersionMatch.EXACT && version.equals("0")) {
      throw invalidMatch("resourceVersionMatch \"exact\" is forbidden for resourceVersion \"0\"");
    }
  }

  private static ApiException invalidMatch(String detail) {
    return ApiException.of(
        ApiException.Kind.INVALID,
        "ListOptions.meta.k8s.io \"\" is invalid: resourceVersionMatch: Forbidden: " + detail,
        new ErrorDetails(
            "ListOptions",
            "meta.k8s.io",
            "",
            "",
            List.of(
                new ErrorDetails.Cause(
                    "FieldValueForbidden", "Forbidden: " + detail, "resourceVersionMatch")),
            Duration.ZERO));
  }

  /** Which kept list, and from which item on. */
  private record Token(long list, int from) {

    static Token parse(String text) {
      try {
        String plain = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.US_ASCII);
        int colon = plain.indexOf(':');
        return new Token(
            Long.parseLong(plain.substring(0, colon)),
            Math.max(0, Integer.parseInt(plain.substring(colon + 1))));
      } catch (IllegalArgumentException | IndexOutOfBoundsException notOurs) {
        throw invalid();
      }
    }

    static ApiException invalid() {
      return ApiException.badRequest("continue key is not valid: it is of no list of this kind");
    }

    @Override
    public String toString() {
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString((list + ":" + from).getBytes(StandardCharsets.US_ASCII));
    }
  }
}
