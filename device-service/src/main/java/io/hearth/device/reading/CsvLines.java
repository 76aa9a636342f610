package io.hearth.device.reading;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import io.hearth.device.mapping.Codec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads lines of cells: RFC 4180, with any separator, blanks around cells left out. */
final class CsvLines {
    private final ObjectReader reader = CsvMapper.builder()
            .enable(CsvParser.Feature.WRAP_AS_ARRAY)
            .enable(CsvParser.Feature.TRIM_SPACES)
            .enable(CsvParser.Feature.SKIP_EMPTY_LINES)
            .build()
            .readerForListOf(String.class);
    private final DecodingRules rules;

    CsvLines(DecodingRules rules) {
        this.rules = rules;
    }

    List<Part> rows(String text, Codec.Csv codec) throws Unusable {
        CsvSchema schema = CsvSchema.emptySchema().withColumnSeparator(codec.separator());
        List<Part> rows = new ArrayList<>(1);
        List<String> header = codec.header() ? null : codec.columns();
        try (MappingIterator<List<String>> lines = reader.with(schema).readValues(text)) {
            while (lines.hasNextValue()) {
                List<String> cells = lines.nextValue();
                if (header == null) {
                    header = cells;
                } else if (rows.size() == rules.maxParts()) {
                    throw Division.tooMany(rules);
                } else {
                    rows.add(new RowPart(header, cells));
                }
            }
            return rows;
        } catch (JsonProcessingException malformed) {
            throw Unusable.whole(Reason.NOT_CSV, malformed.getOriginalMessage());
        } catch (IOException | RuntimeException malformed) {
            throw Unusable.whole(Reason.NOT_CSV, String.valueOf(malformed.getMessage()));
        }
    }
}
