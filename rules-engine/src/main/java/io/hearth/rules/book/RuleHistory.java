package io.hearth.rules.book;

import com.fasterxml.jackson.databind.JsonNode;
import io.hearth.contracts.codec.Json;
import io.hearth.rules.document.DocumentText;
import io.hearth.rules.rule.KnownRule;
import io.hearth.rules.store.FencedRedis;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * What rules were before, in Redis: a sorted set for each rule that was ever changed, by version, and one of those that were
 * deleted, by time. A rule that was never changed costs nothing here. All requests bear repeating.
 */
public final class RuleHistory {
    private static final String TAG = "{" + RuleStore.RULES + "}:";
    private static final String DELETED = TAG + "deleted";

    private final FencedRedis redis;
    private final int versions;
    private final int deletedKept;
    private final Duration deletedTime;

    /**
     * On this Redis, within these bounds.
     *
     * @param versions    how many versions of a rule are kept, with the present one
     * @param deletedKept how many deleted rules are kept
     * @param deletedTime how long the versions of a deleted rule are kept
     */
    public RuleHistory(FencedRedis redis, int versions, int deletedKept, Duration deletedTime) {
        this.redis = redis;
        this.versions = versions;
        this.deletedKept = deletedKept;
        this.deletedTime = deletedTime;
    }

    private static String key(UUID rule) {
        return TAG + "was:" + rule;
    }

    /** A version that is replaced. */
    List<Request> past(KnownRule rule, byte[] stored) {
        String key = key(rule.id());
        return List.of(
                Request.cmd(Command.ZADD).arg(key).arg(rule.version()).arg(stored),
                newest(key, Math.max(1, versions - 1)));
    }

    /** A rule that is deleted; its last version is among its past ones. */
    List<Request> deleted(KnownRule rule, byte[] stored, String by, Instant now) {
        byte[] head = ("{\"deleted\":" + now.toEpochMilli() + ",\"by\":" + text(by) + ",\"last\":")
                .getBytes(StandardCharsets.UTF_8);
        // The document goes in octet by octet: read and written again its numbers could look different.
        byte[] entry = new byte[head.length + stored.length + 1];
        System.arraycopy(head, 0, entry, 0, head.length);
        System.arraycopy(stored, 0, entry, head.length, stored.length);
        entry[entry.length - 1] = '}';
        return List.of(
                Request.cmd(Command.PEXPIRE).arg(key(rule.id())).arg(deletedTime.toMillis()),
                Request.cmd(Command.ZADD).arg(DELETED).arg(now.toEpochMilli()).arg(entry),
                newest(DELETED, deletedKept));
    }

    private static String text(String by) {
        return new String(Json.bytes(by), StandardCharsets.UTF_8);
    }

    /** A deleted rule that is had back. */
    List<Request> revived(DeletedRule deleted) {
        return List.of(
                Request.cmd(Command.PERSIST).arg(key(deleted.id())),
                Request.cmd(Command.ZREM).arg(DELETED).arg(deleted.stored()));
    }

    private static Request newest(String key, int kept) {
        return Request.cmd(Command.ZREMRANGEBYRANK).arg(key).arg(0).arg(-1 - kept);
    }

    /** The past versions of a rule as they were stored, the newest in front. */
    List<byte[]> of(UUID rule) {
        return members(key(rule));
    }

    /** The rules deleted last, the last one in front. */
    List<DeletedRule> deleted() {
        return members(DELETED).stream().map(RuleHistory::deleted).toList();
    }

    private List<byte[]> members(String key) {
        Response members =
                redis.read(Request.cmd(Command.ZREVRANGE).arg(key).arg(0).arg(-1));
        List<byte[]> all = new ArrayList<>(members.size());
        members.forEach(member -> all.add(member.toBytes()));
        return all;
    }

    private static DeletedRule deleted(byte[] entry) {
        JsonNode deleted = DocumentText.parse(entry);
        JsonNode last = deleted.path("last");
        return new DeletedRule(
                UUID.fromString(last.path("id").asText()),
                last.path("rule").path("name").asText(),
                last.path("version").asLong(),
                Instant.ofEpochMilli(last.path("created").asLong()),
                last.path("rule"),
                Instant.ofEpochMilli(deleted.path("deleted").asLong()),
                deleted.path("by").asText(""),
                entry);
    }
}
