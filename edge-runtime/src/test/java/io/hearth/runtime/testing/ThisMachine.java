package io.hearth.runtime.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Servers as processes of this machine. */
final class ThisMachine implements Place {
    private static final Duration KILLED = Duration.ofSeconds(5);
    private static final Duration STOPPED = Duration.ofSeconds(10);

    @Override
    public String address() {
        return "127.0.0.1";
    }

    @Override
    public String program(String name) {
        return RealProcess.program(name);
    }

    @Override
    public Path library(String name) throws IOException {
        try (Stream<Path> libraries = Files.find(Path.of("/usr/lib"), 3, (path, attributes) -> path.getFileName()
                .toString()
                .equals(name))) {
            return libraries
                    .findFirst()
                    .orElseThrow(
                            () -> new IllegalStateException("no " + name + " on this machine: install its server"));
        }
    }

    @Override
    public Running run(List<String> command, Path dir, List<Integer> ports) throws IOException {
        Path log = dir.resolve("log");
        Process process = new ProcessBuilder(command)
                .directory(dir.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        return new OfThisMachine(process, log);
    }

    private record OfThisMachine(Process process, Path file) implements Running {
        @Override
        public boolean isAlive() {
            return process.isAlive();
        }

        /** And what it has started. */
        @Override
        public void kill() {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            waitAtMost(KILLED);
        }

        @Override
        public void stop() {
            process.destroy();
            waitAtMost(STOPPED);
        }

        @Override
        public void pause() {
            signal("STOP");
        }

        @Override
        public void resume() {
            signal("CONT");
        }

        @Override
        public String log() {
            try {
                return file + "\n" + Files.readString(file);
            } catch (IOException unreadable) {
                return file.toString();
            }
        }

        private void waitAtMost(Duration time) {
            try {
                process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private void signal(String signal) {
            try {
                new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                        .start()
                        .waitFor();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
