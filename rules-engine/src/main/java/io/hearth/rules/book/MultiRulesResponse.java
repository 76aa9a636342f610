package io.hearth.rules.book;

import io.hearth.contracts.rest.ApiVersion;
import java.util.List;
import java.util.Map;

/**
 * A page of rules.
 *
 * @param totalCount how many there are in all
 * @param rules      their documents, those made first in front
 */
public record MultiRulesResponse(String apiVersion, int statusCode, long totalCount, List<Map<String, Object>> rules) {
    static MultiRulesResponse of(long totalCount, List<Map<String, Object>> rules) {
        return new MultiRulesResponse(ApiVersion.V3, 200, totalCount, rules);
    }
}
