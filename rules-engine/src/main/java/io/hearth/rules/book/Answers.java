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
    private Answers() {}

    /** Makes the answer to a rule that was saved: a {@link BaseResponse} or one with an id. */
    @FunctionalInterface
    interface Success {
        Body answer(String requestId, KnownRule rule);

        /** An answer and its HTTP status. */
        record Body(int status, Object entity) {}
    }

    /** To one bare rule: the answer by itself, with its status. */
    static Response one(RuleBook.Saving saving, Success success) {
        Success.Body body = success.answer("", saved(saving));
        return Response.status(body.status())
                .type(MediaType.APPLICATION_JSON_TYPE)
                .entity(body.entity())
                .build();
    }

    /** To a list: 207, and an answer with its own status for each item, in order. */
    static Response many(List<RuleRequests.Item> items, List<RuleBook.Saving> savings, Success success) {
        return MultiStatus.of(
                IntStream.range(0, items.size()).boxed().toList(),
                i -> items.get(i).requestId(),
                i -> success.answer(items.get(i).requestId(), saved(savings.get(i)))
                        .entity());
    }

    private static KnownRule saved(RuleBook.Saving saving) {
        return switch (saving) {
            case RuleBook.Saving.Saved(KnownRule rule) -> rule;
            case RuleBook.Saving.NameInUse(String name) ->
                throw new EdgexException(ErrorKind.DUPLICATE_NAME, "there is a rule '" + name + "' already");
            case RuleBook.Saving.NotFound(String name) ->
                throw new EdgexException(ErrorKind.ENTITY_DOES_NOT_EXIST, "there is no rule '" + name + "'");
            case RuleBook.Saving.Full(int most) ->
                throw new EdgexException(
                        ErrorKind.LIMIT_EXCEEDED, "there are " + most + " rules already, as many as there may be");
        };
    }
}
