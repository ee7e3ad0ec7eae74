package io.kubelette.runtime;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes container specs; its text form shows neither the environment nor the command.
 *
 * <p>Written by hand, as far as builders are: a generated one would show what it holds. What is not
 * set is absent.
 */
public final class ContainerSpecBuilder {

  private @Nullable PodIdentity pod;
  private @Nullable String sandboxId;
  private @Nullable String name;
  private int attempt;
  private @Nullable String hash;
  private @Nullable String image;
  private @Nullable List<String> command;
  private @Nullable List<String> args;
  private @Nullable String workingDir;
  private @Nullable Map<String, String> env;
  private @Nullable Duration terminationGrace;
  private @Nullable List<Mount> mounts;
  private @Nullable ContainerResources resources;
  private @Nullable ContainerSecurity security;
  private @Nullable Namespaces namespaces;
  private @Nullable StandardStreams streams;
  private @Nullable LogLimits logs;
  private @Nullable StopSignal stopSignal;
  private @Nullable Map<String, String> labels;
  private @Nullable Map<String, String> annotations;

  private ContainerSpecBuilder() {}

  /** A builder with nothing set. */
  public static ContainerSpecBuilder builder() {
    return new ContainerSpecBuilder();
  }

  /** A builder with everything as it is there. */
  public static ContainerSpecBuilder builder(ContainerSpec from) {
    ContainerSpecBuilder builder = new ContainerSpecBuilder();
    builder.pod = from.pod();
    builder.sandboxId = from.sandboxId();
    builder.name = from.name();
    builder.attempt = from.attempt();
    builder.hash = from.hash();
    builder.image = from.image();
    builder.command = from.command();
    builder.args = from.args();
    builder.workingDir = from.workingDir();
    builder.env = from.env();
    builder.terminationGrace = from.terminationGrace();
    builder.mounts = from.mounts();
    builder.resources = from.resources();
    builder.security = from.security();
    builder.namespaces = from.namespaces();
    builder.streams = from.streams();
    builder.logs = from.logs();
    builder.stopSignal = from.stopSignal();
    builder.labels = from.labels();
    builder.annotations = from.annotations();
    return builder;
  }

  /** Sets pod, see {@link ContainerSpec#pod}. */
  public ContainerSpecBuilder pod(PodIdentity pod) {
    this.pod = pod;
    return this;
  }

  /** Sets sandboxId, see {@link ContainerSpec#sandboxId}. */
  public ContainerSpecBuilder sandboxId(String sandboxId) {
    this.sandboxId = sandboxId;
    return this;
  }

  /** Sets name, see {@link ContainerSpec#name}. */
  public ContainerSpecBuilder name(String name) {
    this.name = name;
    return this;
  }

  /** Sets attempt, see {@link ContainerSpec#attempt}. */
  public ContainerSpecBuilder attempt(int attempt) {
    this.attempt = attempt;
    return this;
  }

  /** Sets hash, see {@link ContainerSpec#hash}. */
  public ContainerSpecBuilder hash(String hash) {
    this.hash = hash;
    return this;
  }

  /** Sets image, see {@link ContainerSpec#image}. */
  public ContainerSpecBuilder image(String image) {
    this.image = image;
    return this;
  }

  /** Sets command, see {@link ContainerSpec#command}. */
  public ContainerSpecBuilder command(List<String> command) {
    this.command = command;
    return this;
  }

  /** Sets args, see {@link ContainerSpec#args}. */
  public ContainerSpecBuilder args(List<String> args) {
    this.args = args;
    return this;
  }

  /** Sets workingDir, see {@link ContainerSpec#workingDir}. */
  public ContainerSpecBuilder workingDir(@Nullable String workingDir) {
    this.workingDir = workingDir;
    return this;
  }

  /** Sets env, see {@link ContainerSpec#env}. */
  public ContainerSpecBuilder env(Map<String, String> env) {
    this.env = env;
    return this;
  }

  /** Sets terminationGrace, see {@link ContainerSpec#terminationGrace}. */
  public ContainerSpecBuilder terminationGrace(Duration terminationGrace) {
    this.terminationGrace = terminationGrace;
    return this;
  }

  /** Sets mounts, see {@link ContainerSpec#mounts}. */
  public ContainerSpecBuilder mounts(List<Mount> mounts) {
    this.mounts = mounts;
    return this;
  }

  /** Sets resources, see {@link ContainerSpec#resources}. */
  public ContainerSpecBuilder resources(ContainerResources resources) {
    this.resources = resources;
    return this;
  }

  /** Sets security, see {@link ContainerSpec#security}. */
  public ContainerSpecBuilder security(ContainerSecurity security) {
    this.security = security;
    return this;
  }

  /** Sets namespaces, see {@link ContainerSpec#namespaces}. */
  public ContainerSpecBuilder namespaces(Namespaces namespaces) {
    this.namespaces = namespaces;
    return this;
  }

  /** Sets streams, see {@link ContainerSpec#streams}. */
  public ContainerSpecBuilder streams(StandardStreams streams) {
    this.streams = streams;
    return this;
  }

  /** Sets logs, see {@link ContainerSpec#logs}. */
  public ContainerSpecBuilder logs(LogLimits logs) {
    this.logs = logs;
    return this;
  }

  /** Sets stopSignal, see {@link ContainerSpec#stopSignal}. */
  public ContainerSpecBuilder stopSignal(@Nullable StopSignal stopSignal) {
    this.stopSignal = stopSignal;
    return this;
  }

  /** Sets labels, see {@link ContainerSpec#labels}. */
  public ContainerSpecBuilder labels(Map<String, String> labels) {
    this.labels = labels;
    return this;
  }

  /** Sets annotations, see {@link ContainerSpec#annotations}. */
  public ContainerSpecBuilder annotations(Map<String, String> annotations) {
    this.annotations = annotations;
    return this;
  }

  /** What was set. */
  public ContainerSpec build() {
    return new ContainerSpec(
        pod,
        sandboxId,
        name,
        attempt,
        hash,
        image,
        command,
        args,
        workingDir,
        env,
        terminationGrace,
        mounts,
        resources,
        security,
        namespaces,
        streams,
        logs,
        stopSignal,
        labels,
        annotations);
  }

  @Override
  public String toString() {
    return "ContainerSpecBuilder[name=" + name + "]";
  }
}
