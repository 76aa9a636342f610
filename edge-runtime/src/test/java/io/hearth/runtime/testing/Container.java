package io.hearth.runtime.testing;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.AccessMode;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.Volume;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.output.OutputFrame.OutputType;
import org.testcontainers.containers.startupcheck.OneShotStartupCheckStrategy;
import org.testcontainers.containers.startupcheck.StartupCheckStrategy;
import org.testcontainers.containers.wait.strategy.AbstractWaitStrategy;
import org.testcontainers.utility.DockerImageName;

/**
 * Servers as containers of an image, with their ports on 127.0.0.1. What they keep is in their folder of this machine, so that
 * each start is a new container and finds what the last one left.
 */
record Container(String image) implements Place {
    private static final int STOPPED_SECONDS = 10;

    /** Behind the engine's way from 127.0.0.1 into the container. */
    @Override
    public String address() {
        return "0.0.0.0";
    }

    @Override
    public String program(String name) {
        return name;
    }

    @Override
    public Path library(String name) {
        try (GenericContainer<?> search = new GenericContainer<>(DockerImageName.parse(image))) {
            search.withCommand("find", "/usr/lib", "-name", name)
                    .withLabels(LeftBehind.labels())
                    .withStartupCheckStrategy(new OneShotStartupCheckStrategy())
                    .start();
            return search.getLogs(OutputType.STDOUT)
                    .lines()
                    .findFirst()
                    .map(Path::of)
                    .orElseThrow(() -> new IllegalStateException("no " + name + " in " + image));
        }
    }

    @Override
    @SuppressWarnings("resource") // ends with the server
    public Running run(List<String> command, Path dir, List<Integer> ports) throws IOException {
        String owner = new DockerEngine().ownerOf(dir);
        // A test's certificates, passwords and rights have the path there that the test gave them.
        String temporary =
                Path.of(System.getProperty("java.io.tmpdir")).toRealPath().toString();
        GenericContainer<?> container = new GenericContainer<>(DockerImageName.parse(image))
                .withLabels(LeftBehind.labels())
                .withWorkingDirectory(dir.toString())
                .withCreateContainerCmdModifier(create -> {
                    // In the entrypoint's place: Redis' own changes the user, who then cannot read what is the owner's.
                    create.withEntrypoint(command).withUser(owner);
                    create.getHostConfig()
                            .withBinds(
                                    new Bind(temporary, new Volume(temporary), AccessMode.ro),
                                    new Bind(dir.toString(), new Volume(dir.toString())));
                })
                .withStartupCheckStrategy(new NoCheck())
                .waitingFor(new NoWait());
        container.setPortBindings(
                ports.stream().map(port -> "127.0.0.1:" + port + ":" + port).toList());
        container.start();
        return new Contained(container);
    }

    /** Who started it sees whether it runs. */
    private static final class NoCheck extends StartupCheckStrategy {
        @Override
        public StartupStatus checkStartupState(DockerClient engine, String container) {
            return StartupStatus.SUCCESSFUL;
        }
    }

    /** And waits until it serves. */
    private static final class NoWait extends AbstractWaitStrategy {
        @Override
        protected void waitUntilReady() {}
    }

    private record Contained(GenericContainer<?> container) implements Running {
        @Override
        public boolean isAlive() {
            return container.isRunning();
        }

        @Override
        public void kill() {
            container.stop();
        }

        @Override
        public void stop() {
            engine().stopContainerCmd(container.getContainerId())
                    .withTimeout(STOPPED_SECONDS)
                    .exec();
            container.stop();
        }

        @Override
        public void pause() {
            engine().pauseContainerCmd(container.getContainerId()).exec();
        }

        @Override
        public void resume() {
            engine().unpauseContainerCmd(container.getContainerId()).exec();
        }

        @Override
        public String log() {
            return container.getLogs();
        }

        private DockerClient engine() {
            return container.getDockerClient();
        }
    }
}
