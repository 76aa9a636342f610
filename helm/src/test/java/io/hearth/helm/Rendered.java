package io.hearth.helm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The manifests of one rendering, read strictly: a field that Kubernetes' model does not have is an error, as is a value of
 * another type (the model's classes would by themselves keep what they do not know), and one that is missing though
 * required.
 *
 * @param text as Helm wrote it
 * @param objects what is in it
 */
record Rendered(String text, List<HasMetadata> objects) {
    private static final ObjectMapper STRICT = new ObjectMapper()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .setAnnotationIntrospector(new JacksonAnnotationIntrospector() {
                private static final long serialVersionUID = 1;

                @Override
                public Boolean hasAnySetter(Annotated annotated) {
                    return false;
                }
            });

    private static final List<String> SELECTED_BY =
            List.of("app.kubernetes.io/name", "app.kubernetes.io/instance", "app.kubernetes.io/component");

    Rendered(String text) {
        this(text, read(text));
    }

    /**
     * A container in the pods of a Deployment or StatefulSet, or in a pod by itself.
     *
     * @param replicas how many there are; none when an autoscaler says it
     */
    record Workload(
            HasMetadata owner,
            LabelSelector selector,
            PodTemplateSpec pod,
            Optional<Integer> replicas,
            List<PersistentVolumeClaim> claims) {
        String name() {
            return owner.getMetadata().getName();
        }

        Container container() {
            return pod.getSpec().getContainers().getFirst();
        }

        List<EnvVar> environment() {
            return container().getEnv();
        }

        /** The ConfigMap that is seen at a path. */
        Optional<String> mountedAt(String path) {
            return container().getVolumeMounts().stream()
                    .filter(mount -> mount.getMountPath().equals(path))
                    .flatMap(mount -> pod.getSpec().getVolumes().stream()
                            .filter(volume -> volume.getName().equals(mount.getName())))
                    .map(volume -> volume.getConfigMap().getName())
                    .findFirst();
        }

        /** The value of an environment variable that is said as text. */
        Optional<String> value(String variable) {
            return environment().stream()
                    .filter(one -> one.getName().equals(variable))
                    .map(EnvVar::getValue)
                    .findFirst();
        }
    }

    <T extends HasMetadata> List<T> all(Class<T> kind) {
        return objects.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    <T extends HasMetadata> Optional<T> find(Class<T> kind, String name) {
        return all(kind).stream()
                .filter(one -> one.getMetadata().getName().equals(name))
                .findFirst();
    }

    List<Workload> workloads() {
        return Stream.concat(
                        all(StatefulSet.class).stream()
                                .map(set -> new Workload(
                                        set,
                                        set.getSpec().getSelector(),
                                        set.getSpec().getTemplate(),
                                        Optional.ofNullable(set.getSpec().getReplicas()),
                                        set.getSpec().getVolumeClaimTemplates())),
                        all(Deployment.class).stream()
                                .map(one -> new Workload(
                                        one,
                                        one.getSpec().getSelector(),
                                        one.getSpec().getTemplate(),
                                        Optional.ofNullable(one.getSpec().getReplicas()),
                                        List.of())))
                .toList();
    }

    /** The workloads, and the pods that helm test makes. */
    List<Workload> pods() {
        return Stream.concat(workloads().stream(), all(Pod.class).stream().map(Rendered::alone))
                .toList();
    }

    private static Workload alone(Pod pod) {
        PodTemplateSpec template = new PodTemplateSpecBuilder()
                .withMetadata(pod.getMetadata())
                .withSpec(pod.getSpec())
                .build();
        Map<String, String> own = new LinkedHashMap<>(pod.getMetadata().getLabels());
        own.keySet().retainAll(SELECTED_BY);
        LabelSelector selector = new LabelSelectorBuilder().withMatchLabels(own).build();
        return new Workload(pod, selector, template, Optional.of(1), List.of());
    }

    Workload workload(String name) {
        return workloads().stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no workload " + name));
    }

    private static List<HasMetadata> read(String text) {
        try {
            YAMLMapper yaml = new YAMLMapper();
            List<JsonNode> documents =
                    yaml.readerFor(JsonNode.class).<JsonNode>readValues(text).readAll();
            return documents.stream()
                    .filter(JsonNode::isObject)
                    .map(Rendered::object)
                    .toList();
        } catch (IOException broken) {
            throw new AssertionError("not YAML: " + broken.getMessage() + "\n" + text, broken);
        }
    }

    private static HasMetadata object(JsonNode document) {
        try {
            if (document.path("apiVersion").asText().startsWith("cert-manager.io/")) {
                // There is no model of it: SecureTest says what is in it.
                return new ObjectMapper().treeToValue(document, GenericKubernetesResource.class);
            }
            HasMetadata object = STRICT.treeToValue(document, HasMetadata.class);
            if (object instanceof GenericKubernetesResource) {
                throw new AssertionError("Kubernetes' model has no " + object.getApiVersion() + " " + object.getKind());
            }
            KubernetesSchema.check(document);
            return object;
        } catch (JsonProcessingException unknown) {
            throw new AssertionError(
                    document.path("kind").asText() + " "
                            + document.at("/metadata/name").asText() + ": " + unknown.getOriginalMessage(),
                    unknown);
        }
    }
}
