package io.hearth.box.redis;

import io.hearth.box.BoxConfig;
import io.hearth.box.Server;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;

/**
 * The redis-server beside the box. Every write is on disk before it is answered (append-only file, fsync always). If it
 * ends, it is started again after a pause that grows; it stops with the box, also when the box is killed.
 */
public final class EmbeddedRedis implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(EmbeddedRedis.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration STABLE = Duration.ofSeconds(30);
    private static final int LOGS_KEPT = 3;

    private final Path program;
    private final BoxConfig.Redis config;
    private final Server address;
    private final Path data;
    private final Path log;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private RedisServer running;
    private boolean closed;

    private EmbeddedRedis(Path program, BoxConfig.Redis config, Server address, Path data, Path log) {
        this.program = program;
        this.config = config;
        this.address = address;
        this.data = data;
        this.log = log;
    }

    /**
     * Starts it and returns when it answers.
     *
     * @param address where it listens
     * @param data    its folder, made when missing, readable by this user only
     * @param logs    the folder for what it says
     * @throws IOException saying in one line why it did not start
     */
    public static EmbeddedRedis start(BoxConfig.Redis config, Server address, Path data, Path logs)
            throws IOException, InterruptedException {
        Optional<Path> known = config.program().or(RedisProgram::installed);
        Path program = known.isPresent() ? known.get() : RedisProgram.carried(data.resolveSibling("redis-program"));
        EmbeddedRedis redis = new EmbeddedRedis(program, config, address, data, logs.resolve("redis.log"));
        redis.running = redis.launch();
        Optional<String> failure = redis.running.awaitReady(config.startTimeout());
        if (failure.isPresent()) {
            redis.running.stop(Duration.ofSeconds(2));
            throw new IOException(failure.get() + lastWords(redis.log));
        }
        Thread.ofPlatform().daemon().name("redis-supervisor").start(redis::supervise);
        return redis;
    }

    /** The program that runs, for a line on the screen. */
    public Path program() {
        return program;
    }

    /** The process id of the server; empty while it is down. */
    public Optional<Long> pid() {
        lock.lock();
        try {
            return Optional.ofNullable(running).flatMap(RedisServer::process).map(ProcessHandle::pid);
        } finally {
            lock.unlock();
        }
    }

    private RedisServer launch() throws IOException {
        keepEarlierLogs();
        return RedisServer.launch(program, config, address, data, log);
    }

    private void supervise() {
        Duration pause = FIRST_PAUSE;
        long startedAt = System.nanoTime();
        try {
            while (true) {
                int code = current().awaitEnd();
                Duration lived = Duration.ofNanos(System.nanoTime() - startedAt);
                pause = lived.compareTo(STABLE) > 0 ? FIRST_PAUSE : pause;
                if (closedAfter(pause)) {
                    return;
                }
                LOG.warnf("redis-server ended, starting it again code=%d after=%s", code, pause);
                startedAt = System.nanoTime();
                pause = min(pause.multipliedBy(2), config.maxRestartDelay());
                again();
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private RedisServer current() {
        lock.lock();
        try {
            return running;
        } finally {
            lock.unlock();
        }
    }

    private boolean closedAfter(Duration pause) throws InterruptedException {
        lock.lock();
        try {
            long left = pause.toNanos();
            while (!closed && left > 0) {
                left = changed.awaitNanos(left);
            }
            return closed;
        } finally {
            lock.unlock();
        }
    }

    private void again() {
        lock.lock();
        try {
            if (!closed) {
                running = launch();
            }
        } catch (IOException cannot) {
            LOG.errorf("redis-server cannot be started reason=%s", cannot.getMessage());
        } finally {
            lock.unlock();
        }
    }

    /** Stops it: it ends what it writes and goes. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
            running.stop(Duration.ofSeconds(4));
        } finally {
            lock.unlock();
        }
    }

    private void keepEarlierLogs() throws IOException {
        for (int i = LOGS_KEPT; i > 0; i--) {
            Path from = i == 1 ? log : log.resolveSibling("redis.log." + (i - 1));
            if (Files.exists(from)) {
                Files.move(from, log.resolveSibling("redis.log." + i), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private static String lastWords(Path log) throws IOException {
        List<String> lines = Files.readAllLines(log);
        return lines.isEmpty() ? "" : ": " + lines.getLast();
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }
}
