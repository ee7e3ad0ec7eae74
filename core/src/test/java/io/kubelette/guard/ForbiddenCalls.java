package io.kubelette.guard;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.BaseStream;

/** Calls that only {@code loop} may make, or nobody. */
final class ForbiddenCalls {

  private static final String LOOP = "io.kubelette.loop";

  private ForbiddenCalls() {}

  static ArchRule time() {
    return noClasses()
        .that()
        .resideOutsideOfPackage(LOOP)
        .should()
        .accessTargetWhere(sleeps().or(readsTheClock()))
        .because(
            "time that is not read through loop.Clock cannot be moved by a test, which then has to"
                + " sleep and is flaky; take a Clock, or EventLoop.schedule");
  }

  static ArchRule threads() {
    return noClasses()
        .that()
        .resideOutsideOfPackage(LOOP)
        .should()
        .accessTargetWhere(makesThreads().or(usesTheCommonPool()))
        .because(
            "threads are named, daemons, counted, and end with close(): take them from"
                + " loop.NamedThreads, an EventLoop or an IoPool");
  }

  static ArchRule systemProperties() {
    return noClasses()
        .should()
        .accessTargetWhere(
            target(
                "reads or writes system properties",
                t ->
                    calls(t, System.class, "getProperty", "setProperty", "getProperties")
                        || calls(t, Boolean.class, "getBoolean")
                        || calls(t, Integer.class, "getInteger")
                        || calls(t, Long.class, "getLong")))
        .because(
            "system properties are shared by all nodes of a JVM: configuration is a record that the"
                + " caller passes");
  }

  static ArchRule sleep() {
    return noClasses()
        .should()
        .accessTargetWhere(sleeps())
        .because(
            "a sleeping test is slow when it passes and wrong when the machine is slow: move"
                + " ManualTime, or wait for the event itself with a deadline");
  }

  private static DescribedPredicate<JavaAccess<?>> sleeps() {
    return target(
        "sleeps",
        t ->
            calls(t, Thread.class, "sleep")
                || calls(t, java.util.concurrent.TimeUnit.class, "sleep")
                || calls(
                    t, java.util.concurrent.locks.LockSupport.class, "parkNanos", "parkUntil"));
  }

  private static DescribedPredicate<JavaAccess<?>> readsTheClock() {
    return target(
        "reads the clock",
        t ->
            calls(t, System.class, "nanoTime", "currentTimeMillis")
                || (t.getOwner().getPackageName().equals("java.time") && t.getName().equals("now"))
                || (t.getOwner().isEquivalentTo(java.time.Clock.class)
                    && t.getName().startsWith("system"))
                || makes(t, java.util.Date.class)
                || calls(t, java.util.Calendar.class, "getInstance"));
  }

  private static DescribedPredicate<JavaAccess<?>> makesThreads() {
    return target(
        "makes threads",
        t ->
            makes(t, Thread.class)
                || makes(t, java.util.Timer.class)
                || t.getOwner().isEquivalentTo(Executors.class)
                || (isConstructor(t)
                    && t.getOwner().isAssignableTo(ExecutorService.class)
                    && !takesAThreadFactory(t)));
  }

  /** Netty's loops are executors of their own, on threads that NamedThreads makes. */
  private static boolean takesAThreadFactory(AccessTarget target) {
    return target instanceof AccessTarget.CodeUnitAccessTarget maker
        && !maker.getOwner().getPackageName().startsWith("java.")
        && maker.getRawParameterTypes().stream()
            .anyMatch(t -> t.isEquivalentTo(java.util.concurrent.ThreadFactory.class));
  }

  private static DescribedPredicate<JavaAccess<?>> usesTheCommonPool() {
    return target(
        "uses the JVM's common pool or timer",
        t ->
            asyncWithoutExecutor(t)
                || (t.getOwner().isAssignableTo(CompletionStage.class)
                    && Set.of("orTimeout", "completeOnTimeout", "delayedExecutor")
                        .contains(t.getName()))
                || t.getName().equals("parallelStream")
                || (t.getOwner().isAssignableTo(BaseStream.class)
                    && t.getName().equals("parallel")));
  }

  private static boolean asyncWithoutExecutor(AccessTarget target) {
    return target instanceof AccessTarget.CodeUnitAccessTarget method
        && method.getOwner().isAssignableTo(CompletionStage.class)
        && method.getName().endsWith("Async")
        && method.getRawParameterTypes().stream().noneMatch(t -> t.isAssignableTo(Executor.class));
  }

  private static boolean calls(AccessTarget target, Class<?> owner, String... names) {
    return target.getOwner().isEquivalentTo(owner) && Set.of(names).contains(target.getName());
  }

  private static boolean makes(AccessTarget target, Class<?> type) {
    return isConstructor(target) && target.getOwner().isEquivalentTo(type);
  }

  private static boolean isConstructor(AccessTarget target) {
    return target.getName().equals("<init>");
  }

  private static DescribedPredicate<JavaAccess<?>> target(
      String description, java.util.function.Predicate<AccessTarget> test) {
    return DescribedPredicate.describe(description, access -> test.test(access.getTarget()));
  }
}
