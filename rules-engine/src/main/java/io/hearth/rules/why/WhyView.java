package io.hearth.rules.why;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * Why a rule did, or did not. Times are ISO 8601.
 *
 * @param state      the state now
 * @param since      since when
 * @param until      when it changes by itself; absent for never
 * @param because    all of it in one sentence
 * @param silence    the id of the silence that keeps it from acting; absent when none does
 * @param heldBack   what the silence holds back until its end: raised or cleared; absent when nothing
 * @param values     the newest values of what the rule watches
 * @param conditions the single conditions of the rule
 * @param waiting    actions that are not done yet, in the order of decision
 * @param history    changes of state, decisions and what became of actions, newest first
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record WhyView(
        String apiVersion,
        int statusCode,
        String rule,
        String device,
        String state,
        String since,
        String until,
        String because,
        String silence,
        String heldBack,
        List<Value> values,
        List<Part> conditions,
        List<Waiting> waiting,
        List<WhyEntry> history) {
    /** A newest value, with when it was measured. */
    public record Value(String device, String resource, String value, String at) {}

    /**
     * A single condition.
     *
     * @param condition in words
     * @param value     what it looks at; absent when there is none
     * @param holds     absent when nobody can say
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Part(String condition, String value, Boolean holds) {}

    /**
     * An action that is not done yet.
     *
     * @param reason why it must not be done now: a silence holds; absent when it may
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Waiting(String id, String device, String command, String reason) {}
}
