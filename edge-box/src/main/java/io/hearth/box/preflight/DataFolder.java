package io.hearth.box.preflight;

import io.hearth.box.BoxPlan;
import io.hearth.box.Refusal;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The data folder, held by this box alone as long as it is open. */
public final class DataFolder implements AutoCloseable {
    private static final Duration FOR_ONE_THAT_IS_GOING = Duration.ofSeconds(2);
    /** What the script {@code backup} leaves when it is killed while it carries a restore out. */
    private static final List<String> BROKEN_OFF = List.of(".restoring", ".restoring-in");

    private static final long MEGABYTE = 1024 * 1024;

    private final FileChannel lock;
    private final Path pid;

    private DataFolder(FileChannel lock, Path pid) {
        this.lock = lock;
        this.pid = pid;
    }

    /**
     * Makes the folder if it is missing, checks it and takes it.
     *
     * @throws Refusal when it cannot be written, its disk is too full, another box has it, or a restore into it was broken off
     */
    public static DataFolder take(BoxPlan plan) throws InterruptedException {
        Path data = plan.data();
        try {
            Files.createDirectories(plan.run());
            Files.createDirectories(plan.logs());
            Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwx------"));
            DataFolder taken = locked(plan);
            taken.checkWhole(plan);
            taken.checkRoom(plan);
            return taken;
        } catch (IOException cannot) {
            throw new Refusal(
                    "the data folder %s cannot be written (%s): give this user the right to, or choose another with --data DIR"
                            .formatted(data, cannot.getMessage()));
        }
    }

    private static DataFolder locked(BoxPlan plan) throws IOException, InterruptedException {
        Path pid = plan.run().resolve("box.pid");
        FileChannel channel =
                FileChannel.open(plan.run().resolve("box.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        long end = System.nanoTime() + FOR_ONE_THAT_IS_GOING.toNanos();
        FileLock lock = channel.tryLock();
        while (lock == null && System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(50);
            lock = channel.tryLock();
        }
        if (lock == null) {
            channel.close();
            String holder = Files.exists(pid) ? " (pid " + Files.readString(pid).trim() + ")" : "";
            throw new Refusal(
                    "another box%s has its data in %s: stop it with ./hearth down, or choose another folder with --data DIR"
                            .formatted(holder, plan.data()));
        }
        Files.writeString(pid, ProcessHandle.current().pid() + "\n");
        return new DataFolder(channel, pid);
    }

    /** A part of the data may be of the backup, and another of what was there before. */
    private void checkWhole(BoxPlan plan) throws IOException {
        if (BROKEN_OFF.stream().anyMatch(left -> Files.exists(plan.data().resolve(left)))) {
            close();
            throw new Refusal(
                    "a restore into %s was broken off: ./hearth up, or edge-box/backup finish %s, carries it out"
                            .formatted(plan.data(), plan.data()));
        }
    }

    private void checkRoom(BoxPlan plan) throws IOException {
        long free = Files.getFileStore(plan.data()).getUsableSpace();
        long needed = plan.config().minFreeDisk().asLongValue();
        if (free < needed) {
            close();
            throw new Refusal(
                    "the disk of %s has %d MB free and %d MB are needed: make room, choose another folder with --data DIR, or lower HEARTH_BOX_MIN_FREE_DISK"
                            .formatted(plan.data(), free / MEGABYTE, needed / MEGABYTE));
        }
    }

    /** Gives the folder back. */
    @Override
    public void close() throws IOException {
        Files.deleteIfExists(pid);
        lock.close();
    }
}
