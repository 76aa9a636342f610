package io.hearth.device.autoevent;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * When each task is due: first after one interval, then at fixed deadlines from there, however late the one before was noticed. All
 * tasks are in one heap: a task costs its entry and no thread.
 */
final class FixedRates {
    private final PriorityQueue<Task> byDue = new PriorityQueue<>((a, b) -> Long.signum(a.due - b.due));
    private int cancelled;

    /** Adds tasks whose first deadline is one interval after now. */
    synchronized void add(Collection<Task> tasks, long now) {
        for (Task task : tasks) {
            task.due = now + task.interval();
            byDue.add(task);
        }
    }

    /** Takes tasks out; one that is under way is not interrupted. */
    synchronized void cancel(Collection<Task> tasks) {
        tasks.forEach(Task::cancel);
        cancelled += tasks.size();
        // Taking one out of a heap means to look for it: they are left until they are due, or most of the heap is such.
        if (cancelled * 2 > byDue.size()) {
            byDue.removeIf(Task::isCancelled);
            cancelled = 0;
        }
    }

    /**
     * Hands over what is due, each task once.
     *
     * @param now    the time, ns
     * @param due    gets each task
     * @param missed gets the number of deadlines that had passed beside the one handed over
     * @return ns until the next deadline, {@link Long#MAX_VALUE} when there is none
     */
    long run(long now, Consumer<Task> due, LongConsumer missed) {
        Deque<Task> ready = new ArrayDeque<>();
        long skipped = 0;
        long left;
        synchronized (this) {
            while (!byDue.isEmpty() && byDue.peek().due - now <= 0) {
                Task task = byDue.poll();
                if (task.isCancelled()) {
                    cancelled = Math.max(0, cancelled - 1);
                    continue;
                }
                long passed = (now - task.due) / task.interval();
                skipped += passed;
                task.due += (passed + 1) * task.interval();
                byDue.add(task);
                ready.add(task);
            }
            left = byDue.isEmpty() ? Long.MAX_VALUE : byDue.peek().due - now;
        }
        ready.forEach(due);
        if (skipped > 0) {
            missed.accept(skipped);
        }
        return left;
    }

    synchronized int size() {
        return byDue.size() - cancelled;
    }
}
