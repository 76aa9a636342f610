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
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The manifests of one rendering, read strictly: a field that Kubernetes' model does not have is an error, as is a value of
 * another type. (The model's classes would by themselves keep what they do not know.)
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

    Rendered(String text) {
        this(text, read(text));
    }

    /** A container in the pods of a Deployment or StatefulSet. */
    record Workload(
            HasMetadata owner,
            LabelSelector selector,
            PodTemplateSpec pod,
            int replicas,
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
                                        set.getSpec().getReplicas(),
                                        set.getSpec().getVolumeClaimTemplates())),
                        all(Deployment.class).stream()
                                .map(one -> new Workload(
                                        one,
                                        one.getSpec().getSelector(),
                                        one.getSpec().getTemplate(),
                                        one.getSpec().getReplicas(),
                                        List.of())))
                .toList();
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
            HasMetadata object = STRICT.treeToValue(document, HasMetadata.class);
            if (object instanceof GenericKubernetesResource) {
                throw new AssertionError("Kubernetes' model has no " + object.getApiVersion() + " " + object.getKind());
            }
            return object;
        } catch (JsonProcessingException unknown) {
            throw new AssertionError(
                    document.path("kind").asText() + " "
                            + document.at("/metadata/name").asText() + ": " + unknown.getOriginalMessage(),
                    unknown);
        }
    }
}
