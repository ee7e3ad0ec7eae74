package io.kubelette.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A type of object that the API serves, and the names it goes by.
 *
 * @param group empty for the core group
 * @param plural the name in URLs, such as {@code pods}
 * @param singular the name that commands take, such as {@code pod}
 * @param shortNames abbreviations that commands take
 * @param categories groups of types that commands take; {@code all} is what {@code kubectl get all}
 *     shows
 * @param namespaced whether objects of the type live in a namespace
 * @param javaType the record of the type; no two types have the same
 * @param verbs what clients may ask for, as discovery lists it
 * @param subresources what has a URL below the objects'
 * @param <T> the record of the type
 */
public record ResourceType<T extends KubernetesObject>(
    String group,
    String version,
    String kind,
    String plural,
    String singular,
    List<String> shortNames,
    List<String> categories,
    boolean namespaced,
    Class<T> javaType,
    List<String> verbs,
    List<Subresource> subresources) {

  private static final List<String> STORED_VERBS =
      List.of("create", "delete", "deletecollection", "get", "list", "patch", "update", "watch");

  private static final String APPS = "apps/v1";
  private static final String NETWORKING = "networking.k8s.io/v1";
  private static final String RBAC = "rbac.authorization.k8s.io/v1";
  private static final String METRICS = "metrics.k8s.io/v1beta1";

  public static final ResourceType<Pod> POD =
      namespaced("v1", Pod.class, "pods")
          .called("po")
          .inAll()
          .withStatus()
          .with(Subresource.core("log", "Pod", "get"))
          .with(Subresource.core("exec", "PodExecOptions", "create", "get"))
          .with(Subresource.core("attach", "PodAttachOptions", "create", "get"))
          .with(Subresource.core("portforward", "PodPortForwardOptions", "create", "get"))
          .with(Subresource.core("binding", "Binding", "create"))
          .with(Subresource.core("ephemeralcontainers", "Pod", "get", "patch", "update"))
          .with(Subresource.core("resize", "Pod", "get", "patch", "update"))
          .with(Subresource.eviction());
  public static final ResourceType<Service> SERVICE =
      namespaced("v1", Service.class, "services").called("svc").inAll().withStatus();
  public static final ResourceType<Endpoints> ENDPOINTS =
      namespaced("v1", Endpoints.class, "endpoints").called("ep");
  public static final ResourceType<Node> NODE =
      cluster("v1", Node.class, "nodes").called("no").withStatus();
  public static final ResourceType<Event> EVENT =
      namespaced("v1", Event.class, "events").called("ev");
  public static final ResourceType<Namespace> NAMESPACE =
      cluster("v1", Namespace.class, "namespaces")
          .called("ns")
          .able(List.of("create", "delete", "get", "list", "patch", "update", "watch"))
          .withStatus()
          .with(Subresource.core("finalize", "Namespace", "update"));
  public static final ResourceType<ConfigMap> CONFIG_MAP =
      namespaced("v1", ConfigMap.class, "configmaps").called("cm");
  public static final ResourceType<Secret> SECRET = namespaced("v1", Secret.class, "secrets");
  public static final ResourceType<ReplicationController> REPLICATION_CONTROLLER =
      namespaced("v1", ReplicationController.class, "replicationcontrollers")
          .called("rc")
          .inAll()
          .withStatus()
          .with(Subresource.scale());
  public static final ResourceType<PersistentVolumeClaim> PERSISTENT_VOLUME_CLAIM =
      namespaced("v1", PersistentVolumeClaim.class, "persistentvolumeclaims")
          .called("pvc")
          .withStatus();
  public static final ResourceType<PersistentVolume> PERSISTENT_VOLUME =
      cluster("v1", PersistentVolume.class, "persistentvolumes").called("pv").withStatus();
  public static final ResourceType<ServiceAccount> SERVICE_ACCOUNT =
      namespaced("v1", ServiceAccount.class, "serviceaccounts").called("sa");
  public static final ResourceType<ResourceQuota> RESOURCE_QUOTA =
      namespaced("v1", ResourceQuota.class, "resourcequotas").called("quota").withStatus();
  public static final ResourceType<LimitRange> LIMIT_RANGE =
      namespaced("v1", LimitRange.class, "limitranges").called("limits");
  public static final ResourceType<Deployment> DEPLOYMENT =
      namespaced(APPS, Deployment.class, "deployments")
          .called("deploy")
          .inAll()
          .withStatus()
          .with(Subresource.scale());
  public static final ResourceType<ReplicaSet> REPLICA_SET =
      namespaced(APPS, ReplicaSet.class, "replicasets")
          .called("rs")
          .inAll()
          .withStatus()
          .with(Subresource.scale());
  public static final ResourceType<StatefulSet> STATEFUL_SET =
      namespaced(APPS, StatefulSet.class, "statefulsets")
          .called("sts")
          .inAll()
          .withStatus()
          .with(Subresource.scale());
  public static final ResourceType<DaemonSet> DAEMON_SET =
      namespaced(APPS, DaemonSet.class, "daemonsets").called("ds").inAll().withStatus();
  public static final ResourceType<ControllerRevision> CONTROLLER_REVISION =
      namespaced(APPS, ControllerRevision.class, "controllerrevisions");
  public static final ResourceType<Job> JOB =
      namespaced("batch/v1", Job.class, "jobs").inAll().withStatus();
  public static final ResourceType<CronJob> CRON_JOB =
      namespaced("batch/v1", CronJob.class, "cronjobs").called("cj").inAll().withStatus();
  public static final ResourceType<PodDisruptionBudget> POD_DISRUPTION_BUDGET =
      namespaced("policy/v1", PodDisruptionBudget.class, "poddisruptionbudgets")
          .called("pdb")
          .withStatus();
  public static final ResourceType<HorizontalPodAutoscaler> HORIZONTAL_POD_AUTOSCALER =
      namespaced("autoscaling/v2", HorizontalPodAutoscaler.class, "horizontalpodautoscalers")
          .called("hpa")
          .inAll()
          .withStatus();
  public static final ResourceType<EndpointSlice> ENDPOINT_SLICE =
      namespaced("discovery.k8s.io/v1", EndpointSlice.class, "endpointslices");
  public static final ResourceType<Lease> LEASE =
      namespaced("coordination.k8s.io/v1", Lease.class, "leases");
  public static final ResourceType<IPAddress> IP_ADDRESS =
      cluster(NETWORKING, IPAddress.class, "ipaddresses").called("ip");
  public static final ResourceType<Ingress> INGRESS =
      namespaced(NETWORKING, Ingress.class, "ingresses").called("ing").withStatus();
  public static final ResourceType<IngressClass> INGRESS_CLASS =
      cluster(NETWORKING, IngressClass.class, "ingressclasses");
  public static final ResourceType<NetworkPolicy> NETWORK_POLICY =
      namespaced(NETWORKING, NetworkPolicy.class, "networkpolicies").called("netpol");
  public static final ResourceType<StorageClass> STORAGE_CLASS =
      cluster("storage.k8s.io/v1", StorageClass.class, "storageclasses").called("sc");
  public static final ResourceType<PriorityClass> PRIORITY_CLASS =
      cluster("scheduling.k8s.io/v1", PriorityClass.class, "priorityclasses").called("pc");
  public static final ResourceType<Role> ROLE = namespaced(RBAC, Role.class, "roles");
  public static final ResourceType<RoleBinding> ROLE_BINDING =
      namespaced(RBAC, RoleBinding.class, "rolebindings");
  public static final ResourceType<ClusterRole> CLUSTER_ROLE =
      cluster(RBAC, ClusterRole.class, "clusterroles");
  public static final ResourceType<ClusterRoleBinding> CLUSTER_ROLE_BINDING =
      cluster(RBAC, ClusterRoleBinding.class, "clusterrolebindings");

  /** Asked and answered at once, never stored. */
  public static final ResourceType<SelfSubjectAccessReview> SELF_SUBJECT_ACCESS_REVIEW =
      cluster("authorization.k8s.io/v1", SelfSubjectAccessReview.class, "selfsubjectaccessreviews")
          .able(List.of("create"));

  /** Asked and answered at once, never stored. */
  public static final ResourceType<SelfSubjectRulesReview> SELF_SUBJECT_RULES_REVIEW =
      cluster("authorization.k8s.io/v1", SelfSubjectRulesReview.class, "selfsubjectrulesreviews")
          .able(List.of("create"));

  /** Asked and answered at once, never stored. */
  public static final ResourceType<SelfSubjectReview> SELF_SUBJECT_REVIEW =
      cluster("authentication.k8s.io/v1", SelfSubjectReview.class, "selfsubjectreviews")
          .able(List.of("create"));

  /** Measured when it is asked for, never stored; its plural is that of pods. */
  public static final ResourceType<PodMetrics> POD_METRICS =
      namespaced(METRICS, PodMetrics.class, "pods").able(List.of("get", "list"));

  /** Measured when it is asked for, never stored; its plural is that of nodes. */
  public static final ResourceType<NodeMetrics> NODE_METRICS =
      cluster(METRICS, NodeMetrics.class, "nodes").able(List.of("get", "list"));

  private static final List<ResourceType<?>> ALL =
      List.of(
          NAMESPACE,
          NODE,
          PRIORITY_CLASS,
          STORAGE_CLASS,
          PERSISTENT_VOLUME,
          RESOURCE_QUOTA,
          LIMIT_RANGE,
          SERVICE_ACCOUNT,
          CLUSTER_ROLE,
          ROLE,
          CLUSTER_ROLE_BINDING,
          ROLE_BINDING,
          CONFIG_MAP,
          SECRET,
          PERSISTENT_VOLUME_CLAIM,
          SERVICE,
          POD_DISRUPTION_BUDGET,
          POD,
          REPLICATION_CONTROLLER,
          CONTROLLER_REVISION,
          REPLICA_SET,
          DEPLOYMENT,
          STATEFUL_SET,
          DAEMON_SET,
          JOB,
          CRON_JOB,
          HORIZONTAL_POD_AUTOSCALER,
          ENDPOINTS,
          ENDPOINT_SLICE,
          LEASE,
          EVENT,
          IP_ADDRESS,
          INGRESS_CLASS,
          INGRESS,
          NETWORK_POLICY);

  private static final List<ResourceType<?>> COMPUTED =
      List.of(
          SELF_SUBJECT_ACCESS_REVIEW,
          SELF_SUBJECT_RULES_REVIEW,
          SELF_SUBJECT_REVIEW,
          POD_METRICS,
          NODE_METRICS);

  /** The older version of {@link #HORIZONTAL_POD_AUTOSCALER}: what is stored is the newer one. */
  public static final ResourceType<HorizontalPodAutoscaler> HORIZONTAL_POD_AUTOSCALER_V1 =
      HORIZONTAL_POD_AUTOSCALER.inVersion("v1");

  private static final List<ResourceType<?>> OTHER_VERSIONS = List.of(HORIZONTAL_POD_AUTOSCALER_V1);

  private static final Map<Class<?>, ResourceType<?>> BY_JAVA_TYPE =
      concat(ALL, COMPUTED).stream()
          .collect(Collectors.toUnmodifiableMap(ResourceType::javaType, Function.identity()));

  public ResourceType {
    shortNames = List.copyOf(shortNames);
    categories = List.copyOf(categories);
    verbs = List.copyOf(verbs);
    subresources = List.copyOf(subresources);
  }

  /** Every type whose objects are stored, in an order in which a set of them can be created. */
  public static List<ResourceType<?>> all() {
    return ALL;
  }

  /** Types that are answered but not stored: reviews of who asks, and metrics. */
  public static List<ResourceType<?>> computed() {
    return COMPUTED;
  }

  /** Other versions of stored types, in which clients may ask for the same objects. */
  public static List<ResourceType<?>> otherVersions() {
    return OTHER_VERSIONS;
  }

  /**
   * The stored type of that name, for instance {@code find("v1", "Pod")}; also for another of its
   * versions.
   */
  public static Optional<ResourceType<?>> find(String apiVersion, String kind) {
    return find(ALL, apiVersion, kind)
        .or(() -> find(OTHER_VERSIONS, apiVersion, kind).map(ResourceType::stored));
  }

  private static Optional<ResourceType<?>> find(
      List<ResourceType<?>> types, String apiVersion, String kind) {
    for (ResourceType<?> type : types) {
      if (type.kind.equals(kind) && type.apiVersion().equals(apiVersion)) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }

  /** The same type in the version in which its objects are stored: itself, for nearly all. */
  @SuppressWarnings("unchecked") // the map pairs each Java type with its own
  public ResourceType<T> stored() {
    return isStored() ? this : (ResourceType<T>) BY_JAVA_TYPE.get(javaType);
  }

  /** Whether objects are stored in this version of the type. */
  public boolean isStored() {
    for (ResourceType<?> other : OTHER_VERSIONS) {
      if (other == this) {
        return false;
      }
    }
    return true;
  }

  /** The type of an object. */
  @SuppressWarnings("unchecked") // the map pairs each Java type with its own
  public static <T extends KubernetesObject> ResourceType<T> of(T object) {
    ResourceType<?> type = BY_JAVA_TYPE.get(object.getClass());
    if (type == null) {
      throw new IllegalArgumentException("no API serves objects of kind " + object.kind());
    }
    return (ResourceType<T>) type;
  }

  /** Group and version as manifests write them: {@code v1}, {@code discovery.k8s.io/v1}. */
  public String apiVersion() {
    return group.isEmpty() ? version : group + "/" + version;
  }

  /** The subresource of that name. */
  public Optional<Subresource> subresource(String name) {
    return subresources.stream().filter(each -> each.name().equals(name)).findFirst();
  }

  /**
   * Whether it is the same type, in whichever version: Java types tell them apart, and are quick to
   * compare.
   */
  @Override
  public boolean equals(Object other) {
    return other instanceof ResourceType<?> type && type.javaType == javaType;
  }

  @Override
  public int hashCode() {
    return javaType.hashCode();
  }

  @Override
  public String toString() {
    return group.isEmpty() ? plural : plural + "." + group;
  }

  private static <T extends KubernetesObject> ResourceType<T> namespaced(
      String apiVersion, Class<T> javaType, String plural) {
    int slash = apiVersion.indexOf('/');
    String kind = javaType.getSimpleName();
    return new ResourceType<>(
        apiVersion.substring(0, Math.max(0, slash)),
        apiVersion.substring(slash + 1),
        kind,
        plural,
        kind.toLowerCase(Locale.ROOT),
        List.of(),
        List.of(),
        true,
        javaType,
        STORED_VERBS,
        List.of());
  }

  private static <T extends KubernetesObject> ResourceType<T> cluster(
      String apiVersion, Class<T> javaType, String plural) {
    return namespaced(apiVersion, javaType, plural).outsideNamespaces();
  }

  private ResourceType<T> inVersion(String other) {
    return new ResourceType<>(
        group,
        other,
        kind,
        plural,
        singular,
        shortNames,
        categories,
        namespaced,
        javaType,
        verbs,
        subresources.stream().map(part -> part.ofKind(kind, other)).toList());
  }

  private ResourceType<T> outsideNamespaces() {
    return new ResourceType<>(
        group,
        version,
        kind,
        plural,
        singular,
        shortNames,
        categories,
        false,
        javaType,
        verbs,
        subresources);
  }

  private ResourceType<T> called(String shortName) {
    return new ResourceType<>(
        group,
        version,
        kind,
        plural,
        singular,
        List.of(shortName),
        categories,
        namespaced,
        javaType,
        verbs,
        subresources);
  }

  private ResourceType<T> inAll() {
    return new ResourceType<>(
        group,
        version,
        kind,
        plural,
        singular,
        shortNames,
        List.of("all"),
        namespaced,
        javaType,
        verbs,
        subresources);
  }

  private ResourceType<T> able(List<String> verbs) {
    return new ResourceType<>(
        group,
        version,
        kind,
        plural,
        singular,
        shortNames,
        categories,
        namespaced,
        javaType,
        verbs,
        subresources);
  }

  private ResourceType<T> withStatus() {
    return with(Subresource.part("status", this));
  }

  private ResourceType<T> with(Subresource more) {
    return new ResourceType<>(
        group,
        version,
        kind,
        plural,
        singular,
        shortNames,
        categories,
        namespaced,
        javaType,
        verbs,
        concat(subresources, List.of(more)));
  }

  private static <E> List<E> concat(List<? extends E> some, List<? extends E> more) {
    List<E> both = new ArrayList<>(some);
    both.addAll(more);
    return both;
  }
}
