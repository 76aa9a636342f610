package io.hearth.device.mapping;

import com.dashjoin.jsonata.Jsonata;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.time.Duration;

/**
 * What computing one JSONata expression may cost.
 *
 * @param timeout  how long it may take
 * @param maxDepth how deep its functions and steps may be nested
 */
public record JsonataBounds(Duration timeout, int maxDepth) {
    private static final Class<?>[] CALLBACKS = {Jsonata.EntryCallback.class, Jsonata.ExitCallback.class};
    /** The arguments of the callback at the end of a step; the one at its beginning has no result. */
    private static final int AT_THE_END = 4;

    /**
     * Ends the evaluation when it exceeds the bounds. The library's own watch passes over the elements of arrays; and its
     * callbacks have a parameter of a type that only reflection can name.
     */
    void watch(Jsonata.Frame frame) {
        Object watch = Proxy.newProxyInstance(JsonataBounds.class.getClassLoader(), CALLBACKS, watcher());
        frame.setEvaluateEntryCallback((Jsonata.EntryCallback) watch);
        frame.setEvaluateExitCallback((Jsonata.ExitCallback) watch);
    }

    private InvocationHandler watcher() {
        long deadline = System.nanoTime() + timeout.toNanos();
        int[] depth = {0};
        return (proxy, method, arguments) -> {
            if (arguments.length == AT_THE_END) {
                depth[0]--;
            } else if (++depth[0] > maxDepth) {
                throw new IllegalStateException("it is nested deeper than " + maxDepth);
            } else if (System.nanoTime() - deadline > 0) {
                throw new IllegalStateException("it takes longer than " + timeout.toMillis() + " ms");
            }
            return null;
        };
    }
}
