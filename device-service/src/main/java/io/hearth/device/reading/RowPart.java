package io.hearth.device.reading;

import io.hearth.device.mapping.ValuePlace;
import java.util.List;

/** A line of cells. */
final class RowPart extends Part {
    private final List<String> header;
    private final List<String> cells;

    RowPart(List<String> header, List<String> cells) {
        this.header = header;
        this.cells = cells;
    }

    @Override
    Found at(ValuePlace place) {
        return switch (place) {
            case ValuePlace.Column column -> cell(column.index());
            case ValuePlace.NamedColumn column -> cell(header.indexOf(column.name()));
            case ValuePlace.MemberKey none -> Found.NOTHING;
            case ValuePlace.Whole other -> throw foreign(place);
            case ValuePlace.At other -> throw foreign(place);
            case ValuePlace.AtTop other -> throw foreign(place);
            case ValuePlace.KeyOrWhole other -> throw foreign(place);
            case ValuePlace.TopicLevel other -> throw foreign(place);
            case ValuePlace.Computed other -> throw foreign(place);
            case ValuePlace.Group other -> throw foreign(place);
            case ValuePlace.Octets other -> throw foreign(place);
        };
    }

    private Found cell(int index) {
        boolean there = index >= 0 && index < cells.size();
        return there ? new Found.Cell(cells.get(index)) : Found.NOTHING;
    }
}
