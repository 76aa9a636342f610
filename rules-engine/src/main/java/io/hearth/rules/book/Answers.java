package io.hearth.rules.book;

import io.hearth.contracts.rest.BaseResponse;
import io.hearth.contracts.rest.EdgexException;
import io.hearth.contracts.rest.ErrorKind;
import io.hearth.rules.rule.KnownRule;
import io.hearth.runtime.rest.MultiStatus;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.stream.IntStream;

/** Answers to what became of rules that were to be saved. */
final class Answers {
    /** In the history of a rule, a client that does not say who it is. */
    static final String UNSAID = "rest";

    private Answers() {}

    /** Makes the answer to a rule that was saved: a {@link BaseResponse} or one with an id. */
    @FunctionalInterface
    interface Success {
        Body answer(String requestId, KnownRule rule);

        /** An answer and its HTTP status. */
        record Body(int status, Object entity) {}
    }

    /** To one bare rule: the answer by itself, with its status. */
    static Response one(Saving saving, Success success) {
        Success.Body body = success.answer("", saved(saving));
        return Response.status(body.status())
                .type(MediaType.APPLICATION_JSON_TYPE)
                .entity(body.entity())
                .build();
    }

    /** To a list: 207, and an answer with its own status for each item, in order. */
    static Response many(List<String> requestIds, List<Saving> savings, Success success) {
        return MultiStatus.of(
                IntStream.range(0, requestIds.size()).boxed().toList(),
                requestIds::get,
                i -> success.answer(requestIds.get(i), saved(savings.get(i))).entity());
    }

    /** The rule as it is saved; else an {@link EdgexException} that says why it is not. */
    static KnownRule saved(Saving saving) {
        return switch (saving) {
            case Saving.Added(KnownRule rule) -> rule;
            case Saving.Changed(KnownRule rule) -> rule;
            case Saving.Unchanged(KnownRule rule) -> rule;
            case Saving.Removed(KnownRule rule) -> rule;
            case Saving.NameInUse(String name) ->
                throw new EdgexException(ErrorKind.DUPLICATE_NAME, "there is a rule '" + name + "' already");
            case Saving.NotFound(String name) -> throw notFound(name);
            case Saving.Full(int most) ->
                throw new EdgexException(
                        ErrorKind.LIMIT_EXCEEDED, "there are " + most + " rules already, as many as there may be");
        };
    }

    /** 404: of what is stored nobody here can say more. */
    static EdgexException notUnderstood(String name, String reason) {
        return new EdgexException(
                ErrorKind.ENTITY_DOES_NOT_EXIST,
                "the rule '" + name + "', which another Hearth has stored, is not understood here: " + reason);
    }

    /** 404. */
    static EdgexException notFound(String name) {
        return new EdgexException(ErrorKind.ENTITY_DOES_NOT_EXIST, "there is no rule '" + name + "'");
    }
}
