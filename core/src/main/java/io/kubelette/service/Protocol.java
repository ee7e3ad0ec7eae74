package io.kubelette.service;

/** What a route carries. */
public enum Protocol {
  /** Streams: one connection from the client, one to an endpoint. */
  TCP,
  /** Datagrams: one flow for each client address. */
  UDP
}
