package io.kubelette.node;

import io.kubelette.model.Node;
import java.util.concurrent.CompletionStage;

/**
 * Tells the API what a node is, how it is, and that it is alive.
 *
 * <p>Both methods may be called from any thread and neither blocks.
 */
public interface NodeStatusReporter extends AutoCloseable {

  /**
   * Registers the node and reports from then on; what fails is tried again. A second call starts
   * nothing.
   *
   * @return completes with the Node of the first report, on the reporter's loop; with the API's
   *     answer if it finds the Node invalid, since another try would be refused too; never if the
   *     reporter is closed before
   */
  CompletionStage<Node> start();

  /**
   * Ends the reports. The Node stays as it was last reported, and its lease lapses. A write that is
   * under way is interrupted, and may still take place. May be called twice.
   */
  @Override
  void close();
}
