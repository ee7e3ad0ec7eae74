package io.kubelette.kubectl;

import io.kubelette.runtime.docker.DockerTest;
import org.junit.jupiter.api.Nested;

/** Every form of kubectl on a real engine. */
@DockerTest
class DockerKubectlTest {

  @Nested
  class Discovery extends DiscoveryContract {
    Discovery() {
      super(new DockerGround());
    }
  }

  @Nested
  class Reading extends ReadContract {
    Reading() {
      super(new DockerGround());
    }
  }

  @Nested
  class Creating extends CreateContract {
    Creating() {
      super(new DockerGround());
    }
  }

  @Nested
  class Applying extends ApplyContract {
    Applying() {
      super(new DockerGround());
    }
  }

  @Nested
  class Changing extends ChangeContract {
    Changing() {
      super(new DockerGround());
    }
  }

  @Nested
  class Workloads extends WorkloadContract {
    Workloads() {
      super(new DockerGround());
    }
  }

  @Nested
  class Deleting extends DeleteContract {
    Deleting() {
      super(new DockerGround());
    }
  }

  @Nested
  class Logs extends LogContract {
    Logs() {
      super(new DockerGround());
    }
  }

  @Nested
  class Commands extends CommandContract {
    Commands() {
      super(new DockerGround());
    }
  }

  @Nested
  class Forwards extends ForwardContract {
    Forwards() {
      super(new DockerGround());
    }
  }

  @Nested
  class Nodes extends NodeCommandsContract {
    Nodes() {
      super(new DockerGround());
    }
  }

  @Nested
  class NodeDebugging extends DebugNodeContract {
    NodeDebugging() {
      super(new DockerGround());
    }
  }
}
