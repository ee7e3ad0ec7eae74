package io.kubelette.runtime.fake;

import io.kubelette.runtime.ContainerAbilitiesContract;
import io.kubelette.runtime.ContainerRuntime;
import io.kubelette.runtime.ContractCommands;

/** The contract of the abilities without an engine. */
class FakeAbilitiesTest extends ContainerAbilitiesContract {

  private final FakeRuntime runtime = FakeRuntime.create();

  FakeAbilitiesTest() {
    runtime.image("shell:1", new FakeShell()).present("shell:1");
    FakeShell.COMMANDS.forEach(name -> runtime.command(name, new FakeShell()));
  }

  @Override
  protected ContainerRuntime runtime() {
    return runtime;
  }

  @Override
  protected String image() {
    return "shell:1";
  }

  @Override
  protected ContractCommands commands() {
    return new FakeShell();
  }

  @Override
  protected void release() {
    runtime.close();
  }
}
