package io.kubelette.kubectl;

import org.junit.jupiter.api.Nested;

/** Every form of kubectl on the fake runtime. */
class FakeKubectlTest {

  @Nested
  class Discovery extends DiscoveryContract {
    Discovery() {
      super(new FakeGround());
    }
  }

  @Nested
  class Reading extends ReadContract {
    Reading() {
      super(new FakeGround());
    }
  }

  @Nested
  class Creating extends CreateContract {
    Creating() {
      super(new FakeGround());
    }
  }

  @Nested
  class Applying extends ApplyContract {
    Applying() {
      super(new FakeGround());
    }
  }

  @Nested
  class Changing extends ChangeContract {
    Changing() {
      super(new FakeGround());
    }
  }

  @Nested
  class Workloads extends WorkloadContract {
    Workloads() {
      super(new FakeGround());
    }
  }

  @Nested
  class Deleting extends DeleteContract {
    Deleting() {
      super(new FakeGround());
    }
  }

  @Nested
  class Logs extends LogContract {
    Logs() {
      super(new FakeGround());
    }
  }

  @Nested
  class Commands extends CommandContract {
    Commands() {
      super(new FakeGround());
    }
  }

  @Nested
  class Forwards extends ForwardContract {
    Forwards() {
      super(new FakeGround());
    }
  }

  @Nested
  class Nodes extends NodeCommandsContract {
    Nodes() {
      super(new FakeGround());
    }
  }

  @Nested
  class NodeDebugging extends DebugNodeContract {
    NodeDebugging() {
      super(new FakeGround());
    }
  }
}
