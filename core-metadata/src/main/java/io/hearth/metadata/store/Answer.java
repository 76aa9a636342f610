package io.hearth.metadata.store;

import io.hearth.contracts.rest.EdgexException;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;

/** What became of one request out of many. */
public sealed interface Answer<A> {
    /** The answer, or the exception that says why there is none. */
    A orThrow();

    /** It was done. */
    record Made<A>(A answer) implements Answer<A> {
        @Override
        public A orThrow() {
            return answer;
        }
    }

    /** It was refused. */
    record Refused<A>(EdgexException why) implements Answer<A> {
        @Override
        public A orThrow() {
            throw why;
        }
    }

    /** Gives out answers one by one to a caller that goes through the requests in the same order. */
    static <R, A> Function<R, A> inOrder(List<Answer<A>> answers) {
        Iterator<Answer<A>> next = answers.iterator();
        return request -> next.next().orThrow();
    }
}
