package io.hearth.helm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KeyToPath;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretProjection;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import io.fabric8.kubernetes.api.model.VolumeProjection;
import io.hearth.helm.Rendered.Workload;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The pods of a rendered chart as {@code podman kube play} takes them, which has no controllers: what a StatefulSet's or a
 * Deployment's would make is made here, and each pod's file has the ConfigMaps that it mounts in it. The pods' own
 * specifications stay as they are, but for what podman 4 of Debian 12 does otherwise than Kubernetes:
 *
 * <ul>
 *   <li>probes are left out, for which it would look for curl inside the container; who plays them asks what
 *       {@link Played#line} says instead
 *   <li>so are annotations, of which it takes none of more than 63 characters
 *   <li>and ports, each of which it would publish on the machine
 *   <li>an empty folder is shared by all pods that have one of that name, so each gets a name of its own
 *   <li>it reads a Secret in one form for variables and in another for volumes, of a Secret in a volume it takes all keys under
 *       their own names, and it knows no projected volumes: each volume is of a Secret of its own, with just its files
 *       ({@link Played#files}); and it breaks down where nothing says whether that is optional
 * </ul>
 */
final class PodmanPods {
    private final Rendered chart;

    PodmanPods(Rendered chart) {
        this.chart = chart;
    }

    /**
     * One pod.
     *
     * @param manifests the ConfigMaps that it mounts, and itself; podman makes a volume for each claim
     * @param files what it sees of Secrets
     * @param service the Service that leads to it, which becomes its name in podman's network; none for helm test's
     * @param ready at which port and path it says that it is ready; a port alone when that is all that is asked
     * @param controller the kind of what makes it in a cluster: StatefulSet, Deployment, or Pod when nothing does
     */
    record Played(
            Pod pod,
            List<HasMetadata> manifests,
            List<SecretFile> files,
            String service,
            String ready,
            String controller) {
        String name() {
            return pod.getMetadata().getName();
        }

        /** For a shell: its name, image, Service, {@code port/path} and controller, each {@code -} when there is none. */
        String line() {
            return String.join(
                    "\t", name(), pod.getSpec().getContainers().getFirst().getImage(), service, ready, controller);
        }

        String yaml() {
            return manifests.stream().map(PodmanPods::yaml).collect(Collectors.joining());
        }
    }

    /**
     * A file in a volume.
     *
     * @param volume the name of podman's Secret that is that volume
     * @param secret the Secret that it is of, and {@code key} of its data
     * @param path the file's name
     */
    record SecretFile(String volume, String secret, String key, String path) {
        String line() {
            return String.join("\t", volume, secret, key, path);
        }
    }

    /** All pods, those that the others need first. */
    List<Played> all() {
        return chart.pods().stream()
                .sorted((one, other) -> Integer.compare(rank(one), rank(other)))
                .flatMap(workload -> IntStream.range(0, workload.replicas().orElse(1))
                        .mapToObj(ordinal -> played(workload, ordinal)))
                .toList();
    }

    private static int rank(Workload workload) {
        return workload.owner() instanceof Pod ? 2 : workload.claims().isEmpty() ? 1 : 0;
    }

    private Played played(Workload workload, int ordinal) {
        String name = workload.owner() instanceof Pod ? workload.name() : workload.name() + "-" + ordinal;
        Pod pod = new PodBuilder()
                .withMetadata(workload.pod().getMetadata())
                .editMetadata()
                .withName(name)
                .withAnnotations(null)
                .endMetadata()
                .withSpec(workload.pod().getSpec())
                .editSpec()
                .withVolumes(volumes(workload, name))
                .editFirstContainer()
                .withPorts(List.of())
                .withVolumeMounts(mounts(workload, name))
                .withStartupProbe(null)
                .withLivenessProbe(null)
                .withReadinessProbe(null)
                .endContainer()
                .endSpec()
                .build();
        List<HasMetadata> manifests = new ArrayList<>(mounted(pod));
        manifests.add(pod);
        return new Played(
                pod,
                manifests,
                files(workload, name),
                service(workload),
                ready(workload),
                workload.owner().getKind());
    }

    private static List<Volume> volumes(Workload workload, String name) {
        return Stream.concat(
                        workload.pod().getSpec().getVolumes().stream().map(volume -> own(volume, name)),
                        workload.claims().stream().map(claim -> new VolumeBuilder()
                                .withName(claim.getMetadata().getName())
                                .withNewPersistentVolumeClaim()
                                .withClaimName(claim.getMetadata().getName() + "-" + name)
                                .endPersistentVolumeClaim()
                                .build()))
                .toList();
    }

    private static Volume own(Volume volume, String pod) {
        if (volume.getSecret() == null && volume.getProjected() == null) {
            return new VolumeBuilder(volume)
                    .withName(nameOf(volume.getName(), volume, pod))
                    .build();
        }
        return new VolumeBuilder()
                .withName(volume.getName())
                .withNewSecret()
                .withSecretName(pod + "-" + volume.getName())
                .withOptional(false)
                .endSecret()
                .build();
    }

    private List<SecretFile> files(Workload workload, String pod) {
        return workload.pod().getSpec().getVolumes().stream()
                .flatMap(volume -> sources(volume).flatMap(source -> items(source)
                        .map(item -> new SecretFile(
                                pod + "-" + volume.getName(), source.getName(), item.getKey(), item.getPath()))))
                .toList();
    }

    private static Stream<SecretProjection> sources(Volume volume) {
        if (volume.getSecret() != null) {
            return Stream.of(new SecretProjection(
                    volume.getSecret().getItems(), volume.getSecret().getSecretName(), null));
        }
        return volume.getProjected() == null
                ? Stream.empty()
                : volume.getProjected().getSources().stream().map(VolumeProjection::getSecret);
    }

    /** Without any named, all of it. */
    private Stream<KeyToPath> items(SecretProjection source) {
        return source.getItems().isEmpty()
                ? chart.find(Secret.class, source.getName()).orElseThrow().getData().keySet().stream()
                        .map(key -> new KeyToPath(key, null, key))
                : source.getItems().stream();
    }

    private static List<VolumeMount> mounts(Workload workload, String pod) {
        Map<String, Volume> volumes = workload.pod().getSpec().getVolumes().stream()
                .collect(Collectors.toMap(Volume::getName, volume -> volume));
        return workload.container().getVolumeMounts().stream()
                .map(mount -> new VolumeMountBuilder(mount)
                        .withName(nameOf(mount.getName(), volumes.get(mount.getName()), pod))
                        .build())
                .toList();
    }

    private static String nameOf(String name, Volume volume, String pod) {
        return volume != null && volume.getEmptyDir() != null ? name + "-" + pod : name;
    }

    private List<ConfigMap> mounted(Pod pod) {
        return pod.getSpec().getVolumes().stream()
                .map(Volume::getConfigMap)
                .filter(Objects::nonNull)
                .map(volume -> chart.find(ConfigMap.class, volume.getName()).orElseThrow())
                .toList();
    }

    private String service(Workload workload) {
        return chart.all(Service.class).stream()
                .filter(service -> service.getSpec()
                        .getSelector()
                        .equals(workload.selector().getMatchLabels()))
                .map(service -> service.getMetadata().getName())
                .findFirst()
                .orElse("-");
    }

    private static String ready(Workload workload) {
        Probe probe = workload.container().getReadinessProbe();
        return Stream.ofNullable(probe)
                .map(asked -> port(workload)
                        + (asked.getHttpGet() == null ? "" : asked.getHttpGet().getPath()))
                .findFirst()
                .orElse("-");
    }

    private static int port(Workload workload) {
        return workload.container().getPorts().getFirst().getContainerPort();
    }

    private static String yaml(HasMetadata manifest) {
        try {
            return new YAMLMapper().writeValueAsString(manifest);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
