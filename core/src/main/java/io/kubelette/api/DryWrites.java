package io.kubelette.api;

import io.kubelette.model.KubernetesObject;
import io.kubelette.store.Store;
import java.util.function.UnaryOperator;

/**
 * Writes that are only tried: judged by what is stored, and stored nowhere. Addresses are not
 * allocated. Thread-safe because it keeps no state but the store.
 */
final class DryWrites implements Writer {

  private final Store store;
  private final ApiConfig config;

  DryWrites(Store store, ApiConfig config) {
    this.store = store;
    this.config = config;
  }

  @Override
  public <T extends KubernetesObject> T create(T object) {
    Writes.Target<T> target = Writes.Target.of(object);
    if (target.find(store).isPresent()) {
      throw ApiException.alreadyExists(target.type(), target.name());
    }
    return Writes.with(target, object, object.metadata().withUid(config.uids().uidOf(object)));
  }

  @Override
  public <T extends KubernetesObject> T change(Writes.Target<T> target, UnaryOperator<T> step) {
    return step.apply(target.read(store));
  }

  @Override
  public <T extends KubernetesObject> T delete(Writes.Target<T> target, DeleteOptions options) {
    T now = target.read(store);
    Writes.checkPreconditions(target, now, options);
    return Deletion.of(now, Rules.of(target.type()), options, config.clock().now()).object();
  }
}
