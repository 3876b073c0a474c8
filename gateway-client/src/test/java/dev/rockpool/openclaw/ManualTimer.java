package dev.rockpool.openclaw;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Time that passes when a test says so.
final class ManualTimer implements Timer {

    private record Task(long at, Runnable run) {}

    private final List<Task> tasks = new ArrayList<>();
    private long now = 1_000;

    @Override
    public synchronized long nanoTime() {
        return now;
    }

    @Override
    public synchronized Runnable after(Duration delay, Runnable run) {
        Task task = new Task(now + delay.toNanos(), run);
        tasks.add(task);
        return () -> remove(task);
    }

    private synchronized void remove(Task task) {
        tasks.remove(task);
    }

    /// How many tasks wait for their time.
    synchronized int waiting() {
        return tasks.size();
    }

    void pass(Duration time) {
        List<Task> due;
        synchronized (this) {
            now += time.toNanos();
            due = tasks.stream().filter(task -> task.at <= now).toList();
            tasks.removeAll(due);
        }
        due.forEach(task -> task.run.run());
    }
}
