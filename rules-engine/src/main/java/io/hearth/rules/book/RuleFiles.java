package io.hearth.rules.book;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import io.hearth.contracts.codec.Yaml;
import io.hearth.contracts.rest.EdgexException;
import io.hearth.rules.document.DocumentText;
import io.hearth.rules.document.InvalidRule;
import io.hearth.rules.rule.Rule;
import io.hearth.runtime.rest.RequestBody;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Takes up the rules that lie in the files of a folder, at the start. A file is taken when it is new or another than when it
 * was taken last, so that a rule changed over REST since then stays as it is. One that makes no sense is told with its
 * reason, and the others are taken. A file that is no longer there changes nothing.
 */
public final class RuleFiles {
    private static final Logger LOG = Logger.getLogger(RuleFiles.class);
    private static final int MOST_REASONS = 20;
    private static final ObjectReader YAML = Yaml.mapper()
            .readerFor(JsonNode.class)
            .with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .without(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES);

    private final BookConfig config;
    private final RuleBook book;
    private final RuleRequests requests;
    private volatile List<RuleFile> files = List.of();
    private volatile boolean takenUp;

    /** The files of the configured folder. */
    public RuleFiles(BookConfig config, RuleBook book, RuleRequests requests) {
        this.config = config;
        this.book = book;
        this.requests = requests;
    }

    /** Whether it is done: nothing more is taken up in this run. */
    public boolean areTakenUp() {
        return takenUp;
    }

    /** All files by their names, with what became of each. */
    public List<RuleFile> all() {
        return files;
    }

    /**
     * Takes the files up; the rules must be loaded. Bears repeating.
     *
     * @throws io.hearth.runtime.redis.StoreUnavailable when Redis is away; to be tried again
     */
    public synchronized void takeUp() {
        if (takenUp) {
            return;
        }
        List<RuleFile> done = new ArrayList<>();
        Optional<Path> folder = config.dir().filter(dir -> !dir.isBlank()).map(Path::of);
        if (folder.isPresent()) {
            Map<String, TakenFile> before = book.files();
            Map<String, String> owners = new HashMap<>();
            for (Path file : listed(folder.get(), done)) {
                RuleFile outcome = take(file, before, owners);
                outcome.rules().forEach(rule -> owners.put(rule, outcome.name()));
                if (!outcome.reason().isEmpty()) {
                    LOG.warnf("file with rules left out file=%s reason=%s", outcome.name(), outcome.reason());
                }
                done.add(outcome);
            }
        }
        files = List.copyOf(done);
        takenUp = true;
    }

    private List<Path> listed(Path folder, List<RuleFile> done) {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> all = files.filter(Files::isRegularFile)
                    .filter(file -> isJson(file) || isYaml(file))
                    .sorted()
                    .toList();
            if (all.size() > config.maxFiles()) {
                LOG.warnf("files with rules left out files=%d allowed=%d", all.size(), config.maxFiles());
                done.add(RuleFile.refused(
                        folder.toString(), "it has " + all.size() + " files, taken are " + config.maxFiles()));
            }
            return all.subList(0, Math.min(all.size(), config.maxFiles()));
        } catch (IOException unreadable) {
            LOG.warnf("folder with rules left out folder=%s reason=%s", folder, unreadable);
            done.add(RuleFile.refused(folder.toString(), "the folder cannot be read: " + unreadable));
            return List.of();
        }
    }

    private RuleFile take(Path file, Map<String, TakenFile> before, Map<String, String> owners) {
        String name = file.getFileName().toString();
        try {
            byte[] bytes = bytes(file);
            String hash = hash(bytes);
            TakenFile last = before.get(name);
            if (last != null && last.hash().equals(hash)) {
                return RuleFile.unchanged(name, last.rules());
            }
            List<Rule> rules =
                    requests.all(isJson(file) ? DocumentText.parse(bytes) : YAML.readTree(bytes), MOST_REASONS);
            for (Rule rule : rules) {
                if (owners.containsKey(rule.name())) {
                    return RuleFile.refused(
                            name, "rule '" + rule.name() + "' is in the file " + owners.get(rule.name()) + " as well");
                }
            }
            return save(name, hash, rules);
        } catch (JsonProcessingException malformed) {
            return RuleFile.refused(name, RequestBody.reason(malformed));
        } catch (InvalidRule invalid) {
            return RuleFile.refused(name, invalid.getMessage());
        } catch (IOException unreadable) {
            return RuleFile.refused(name, "it cannot be read: " + unreadable.getMessage());
        }
    }

    private RuleFile save(String name, String hash, List<Rule> rules) {
        List<String> names = rules.stream().map(Rule::name).toList();
        List<Saving> savings;
        try {
            savings = book.takeIn(rules, "file:" + name, List.of(RuleStore.remember(name, new TakenFile(hash, names))));
        } catch (EdgexException refused) {
            return RuleFile.refused(name, refused.getMessage());
        }
        for (Saving saving : savings) {
            if (saving instanceof Saving.Full(int most)) {
                return RuleFile.refused(name, "there would be more than " + most + " rules, as many as there may be");
            }
        }
        LOG.infof("file with rules taken up file=%s rules=%d", name, rules.size());
        return RuleFile.taken(name, names);
    }

    private byte[] bytes(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(config.maxFileBytes() + 1);
            if (bytes.length > config.maxFileBytes()) {
                throw new IOException("it is larger than " + config.maxFileBytes() + " bytes");
            }
            return bytes;
        }
    }

    private static String hash(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static boolean isJson(Path file) {
        return file.toString().toLowerCase(Locale.ROOT).endsWith(".json");
    }

    private static boolean isYaml(Path file) {
        String name = file.toString().toLowerCase(Locale.ROOT);
        return name.endsWith(".yaml") || name.endsWith(".yml");
    }
}
