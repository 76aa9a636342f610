package io.hearth.runtime.testing;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.PullImageResultCallback;
import com.github.dockerjava.api.exception.DockerClientException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.PullResponseItem;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.utility.DockerImageName;

/** The Docker engine of this machine, as Testcontainers finds it. */
final class DockerEngine {
    private static final Duration PULLED = Duration.ofMinutes(5);

    /** A registry that answers has by then said what there is to fetch. */
    private static final Duration ANSWERED = Duration.ofSeconds(15);

    private static final Path HOST_NAME = Path.of("/proc/sys/kernel/hostname");

    /** What Testcontainers says of each container; what goes wrong is thrown. */
    private static final List<Logger> CHATTER =
            Stream.of("org.testcontainers", "tc").map(Logger::getLogger).toList();

    private final DockerClient client;
    private final URI address;

    /** The one that answers; throws IllegalStateException with the reason when none does. */
    DockerEngine() {
        CHATTER.forEach(logger -> logger.setLevel(Level.SEVERE));
        client = DockerClientFactory.instance().client();
        address = DockerClientFactory.instance().getTransportConfig().getDockerHost();
    }

    /**
     * Why servers of these images cannot run there for tests that run here; absent when they can. Fetches an image that is not
     * there, and has a container of the first one write into a folder of this machine.
     */
    static Optional<String> whyNot(List<String> images) {
        return EngineSocket.answers()
                ? orWhatFailed(() -> new DockerEngine().lacks(images))
                : Optional.of("no Docker engine answers");
    }

    /** What is answered; and that the engine cannot be used, with what failed and why, if that is not said. */
    static Optional<String> orWhatFailed(Callable<Optional<String>> asked) {
        try {
            return asked.call();
        } catch (Exception failed) {
            // The client has many of its own, and lets those of its transport through.
            return Optional.of("the Docker engine cannot be used: "
                    + Stream.<Throwable>iterate(failed, Objects::nonNull, Throwable::getCause)
                            .map(cause -> Objects.requireNonNullElse(cause.getMessage(), cause.toString()))
                            .distinct()
                            .collect(Collectors.joining(": ")));
        }
    }

    private Optional<String> lacks(List<String> images) throws IOException {
        if (isElsewhere()) {
            return Optional.of("the Docker engine at " + address + " does not have this machine's files and ports");
        }
        new LeftBehind(client).remove();
        Optional<String> missing =
                images.stream().flatMap(image -> missing(image).stream()).findFirst();
        return missing.isPresent()
                ? missing
                : new SharedFolder(new Container(images.getFirst()))
                        .whyNot()
                        .map(whyNot -> "containers do not have this machine's folders: " + whyNot);
    }

    /** Reached over the network; or from a container, which has a host name of its own beside the engine's. */
    private boolean isElsewhere() throws IOException {
        return !address.getScheme().matches("unix|npipe")
                || Files.exists(Path.of("/.dockerenv"))
                        && !Files.readString(HOST_NAME)
                                .strip()
                                .equals(client.infoCmd().exec().getName());
    }

    /** The user and group as whom a container writes this folder as its owner does. */
    String ownerOf(Path folder) throws IOException {
        List<String> security = Optional.ofNullable(client.infoCmd().exec().getSecurityOptions())
                .orElse(List.of());
        if (security.contains("name=rootless")) {
            // Its root is the user who runs the engine.
            return "0:0";
        }
        return Files.getAttribute(folder, "unix:uid") + ":" + Files.getAttribute(folder, "unix:gid");
    }

    private Optional<String> missing(String image) {
        try {
            client.inspectImageCmd(image).exec();
            return Optional.empty();
        } catch (NotFoundException notThere) {
            return pulled(image)
                    ? Optional.empty()
                    : Optional.of("the image " + image + " is not here, and no registry gives it");
        }
    }

    private boolean pulled(String image) {
        DockerImageName name = DockerImageName.parse(image);
        FirstSign pull = client.pullImageCmd(name.getUnversionedPart())
                .withTag(name.getVersionPart())
                .exec(new FirstSign());
        try (pull) {
            return pull.answered.await(ANSWERED.toSeconds(), TimeUnit.SECONDS)
                    && pull.awaitCompletion(PULLED.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (IOException | DockerException | DockerClientException refused) {
            return false;
        }
    }

    private static final class FirstSign extends PullImageResultCallback {
        private final CountDownLatch answered = new CountDownLatch(1);

        @Override
        public void onNext(PullResponseItem item) {
            answered.countDown();
            super.onNext(item);
        }

        @Override
        public void onError(Throwable failure) {
            answered.countDown();
            super.onError(failure);
        }
    }
}
