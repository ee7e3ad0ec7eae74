package io.kubelette.conformance.scenario;

/** What every family of scenarios plays on. */
interface Scenes {

  /** A new namespace on the node that the suite shares. */
  Stage stage();
}
