package io.kubelette.node;

import io.kubelette.model.ResourceType;
import io.kubelette.store.Store;
import io.kubelette.store.StoreException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/** A store that can be told to be out of reach when it is asked for Nodes. */
final class FailingStore {

  private final Store store;
  private int failures;

  private FailingStore(Store target) {
    this.store =
        (Store)
            Proxy.newProxyInstance(
                Store.class.getClassLoader(),
                new Class<?>[] {Store.class},
                (proxy, method, arguments) -> {
                  boolean readsNode =
                      method.getName().equals("get") && ResourceType.NODE.equals(arguments[0]);
                  if (readsNode && failures > 0) {
                    failures--;
                    throw new StoreException(StoreException.Kind.UNAVAILABLE, "out of reach");
                  }
                  try {
                    return method.invoke(target, arguments);
                  } catch (InvocationTargetException answer) {
                    throw answer.getCause();
                  }
                });
  }

  static FailingStore around(Store target) {
    return new FailingStore(target);
  }

  Store store() {
    return store;
  }

  /** The next so many reads of a Node fail. */
  void failNext(int reads) {
    failures = reads;
  }
}
