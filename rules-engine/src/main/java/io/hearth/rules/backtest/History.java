package io.hearth.rules.backtest;

import io.hearth.contracts.codec.Json;
import io.hearth.contracts.event.MultiReadingsResponse;
import io.hearth.contracts.event.Reading;
import io.hearth.contracts.rest.EdgexException;
import io.hearth.contracts.rest.ErrorKind;
import io.hearth.rules.engine.Sample;
import io.hearth.rules.engine.Samples;
import io.hearth.rules.rule.OwnReadings;
import io.hearth.rules.rule.SignalKey;
import io.hearth.runtime.rest.WholeAnswers;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What core-data has recorded, over its REST interface, page by page. */
public final class History implements AutoCloseable {
    private static final int OK = 200;

    private final ReplayLimits limits;
    private final WholeAnswers http;

    /** With the address of core-data, and the bounds of what is asked. */
    public History(ReplayLimits limits) {
        this.limits = limits;
        this.http = new WholeAnswers(limits.dataTimeout(), limits.maxDataBytes());
    }

    /**
     * The readings of some signals, in the order of their origins; a signal without a resource stands for all of its device.
     *
     * @throws EdgexException 413 when there are more than allowed, 502 when core-data does not answer as it should
     */
    public List<Sample> of(Collection<SignalKey> signals, Instant from, Instant to) {
        List<Sample> samples = new ArrayList<>();
        for (SignalKey signal : signals) {
            read(signal, from, to, samples);
        }
        samples.sort(Comparator.comparingLong(Sample::origin)
                .thenComparing(sample -> sample.signal().device())
                .thenComparing(sample -> sample.signal().resource(), Comparator.reverseOrder()));
        return samples;
    }

    private void read(SignalKey signal, Instant from, Instant to, List<Sample> samples) {
        String path = "/api/v3/reading/device/name/" + encoded(signal.device())
                + (signal.resource().isEmpty() ? "" : "/resourceName/" + encoded(signal.resource()))
                + "/start/" + nanos(from) + "/end/" + nanos(to);
        int offset = 0;
        while (true) {
            MultiReadingsResponse page = ask(path + "?offset=" + offset + "&limit=" + limits.pageSize());
            if (samples.size()
                            + Math.max(
                                    page.totalCount() - offset, page.readings().size())
                    > limits.readings()) {
                throw new EdgexException(
                        ErrorKind.LIMIT_EXCEEDED,
                        "there are more than " + limits.readings() + " readings between " + from + " and " + to
                                + "; allowed is a shorter time, or fewer devices");
            }
            page.readings().stream()
                    .flatMap(reading -> sample(signal, reading).stream())
                    .forEach(samples::add);
            offset += page.readings().size();
            // Some core-data count nothing, and answer 416 to an offset behind the end.
            if (page.readings().size() < limits.pageSize() || offset == page.totalCount()) {
                return;
            }
        }
    }

    /** As it counted when it came: what a rule wrote was no sign of life. */
    private static Optional<Sample> sample(SignalKey signal, Reading reading) {
        if (!signal.resource().isEmpty()) {
            return Optional.of(Samples.of(signal.device(), reading));
        }
        return OwnReadings.isOwn(reading)
                ? Optional.empty()
                : Optional.of(Samples.report(signal.device(), reading.origin()));
    }

    private MultiReadingsResponse ask(String path) {
        try {
            HttpResponse<byte[]> answer = http.to(
                    HttpRequest.newBuilder(limits.dataUrl().resolve(path)).build());
            if (answer.statusCode() == OK) {
                return Json.read(answer.body(), MultiReadingsResponse.class);
            }
            throw failed("answered " + answer.statusCode() + " to GET " + path);
        } catch (IOException away) {
            throw failed("does not answer: " + away.getMessage());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw failed("was not waited for");
        }
    }

    private EdgexException failed(String how) {
        return new EdgexException(ErrorKind.COMMUNICATION_ERROR, "core-data at " + limits.dataUrl() + " " + how);
    }

    private static String encoded(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static long nanos(Instant time) {
        return Math.addExact(Math.multiplyExact(time.getEpochSecond(), 1_000_000_000L), time.getNano());
    }

    @Override
    public void close() {
        http.close();
    }
}
