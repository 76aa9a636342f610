package io.hearth.runtime.rest;

/** What went wrong with a request that has an id: answered as it is without one, and with the id (EdgeX API, envelopes). */
public final class FailedRequest extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String requestId;
    private final transient RuntimeException failure;

    private FailedRequest(String requestId, RuntimeException failure) {
        super(failure.getMessage(), failure);
        this.requestId = requestId;
        this.failure = failure;
    }

    /** What is done for a request. */
    @FunctionalInterface
    public interface Work<T, E extends Exception> {
        /** Does it. */
        T get() throws E;
    }

    /** What the work gives; what it throws names the request, unless that has no id. */
    public static <T, E extends Exception> T named(String requestId, Work<T, E> work) throws E {
        try {
            return work.get();
        } catch (RuntimeException failure) {
            throw requestId.isEmpty() ? failure : new FailedRequest(requestId, failure);
        }
    }

    String requestId() {
        return requestId;
    }

    RuntimeException failure() {
        return failure;
    }
}
