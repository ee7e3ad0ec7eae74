package io.kubelette;

import io.kubelette.runtime.ContainerRuntime;
import io.kubelette.service.ServiceProxy;
import io.kubelette.store.Store;

/** The exchangeable parts of a node, which are closed with it. */
record NodeParts(ContainerRuntime runtime, ServiceProxy proxy, Store store) {}
