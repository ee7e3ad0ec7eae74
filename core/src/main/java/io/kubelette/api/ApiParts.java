package io.kubelette.api;

import io.kubelette.store.Store;

/** What requests share with the API server that they are made of. */
record ApiParts(Store store, ApiConfig config, Admission admission, Writes writes) {

  Writer writer(WriteOptions.DryRun dryRun) {
    return dryRun == WriteOptions.DryRun.NONE ? writes : new DryWrites(store, config);
  }
}
