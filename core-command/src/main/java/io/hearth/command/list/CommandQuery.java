package io.hearth.command.list;

import io.hearth.contracts.bus.Envelope;
import io.hearth.contracts.rest.EdgexException;
import io.hearth.contracts.rest.ErrorKind;
import io.hearth.contracts.validation.UuidText;
import io.hearth.runtime.live.LiveConfig;
import io.hearth.runtime.rest.Paging;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** Answers command queries that came as a message: the envelope's {@code offset} and {@code limit} are those of REST. */
@Singleton
public class CommandQuery {
    private static final Logger LOG = Logger.getLogger(CommandQuery.class);
    private static final String ALL = "all";
    private static final int DEFAULT_LIMIT = 20;
    private static final int UNEXPECTED = 500;

    private final CommandList list;
    private final Supplier<Integer> maxResultCount;

    CommandQuery(CommandList list, LiveConfig live, Paging.Limits limits) {
        this.list = list;
        this.maxResultCount = live.follow(
                "core-command",
                "Service/MaxResultCount",
                LiveConfig.count(1, Integer.MAX_VALUE),
                limits.maxResultCount());
    }

    /**
     * The answer to a query, or the error envelope that says why there is none.
     *
     * @param levels the topic's levels after the fixed ones, unescaped: one, a device's name or {@code all}
     */
    public Envelope<?> answer(List<String> levels, Envelope<?> request) {
        try {
            if (levels.size() != 1) {
                throw invalid("the topic ends in '" + String.join("/", levels)
                        + "', allowed is .../commandquery/request/<device|all>");
            }
            if (UuidText.uuid(request.requestId()).isEmpty()) {
                throw invalid("requestID is '" + request.requestId() + "', allowed is a UUID");
            }
            return Envelope.reply(request, answer(levels.getFirst(), request));
        } catch (EdgexException failure) {
            return Envelope.error(request, failure.getMessage(), failure.kind().status());
        } catch (RuntimeException bug) {
            LOG.errorf(bug, "command query failed unexpectedly levels=%s", levels);
            return Envelope.error(request, "unexpected error, see the log of core-command", UNEXPECTED);
        }
    }

    private Object answer(String device, Envelope<?> request) {
        if (!device.equals(ALL)) {
            return list.of(device).to(request.requestId());
        }
        Map<String, String> query = request.queryParams();
        int most = maxResultCount.get();
        int offset = Paging.number("offset", query.get("offset"), 0, 0, Integer.MAX_VALUE);
        int limit = Paging.number("limit", query.get("limit"), Math.min(DEFAULT_LIMIT, most), -1, most);
        return list.page(offset, limit, most).to(request.requestId());
    }

    private static EdgexException invalid(String message) {
        return new EdgexException(ErrorKind.CONTRACT_INVALID, message);
    }
}
