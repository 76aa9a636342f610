package io.hearth.device.reading;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import io.hearth.device.mapping.ValuePlace;

/** A text, or a line of one, in which patterns find values. */
final class LinePart extends Part {
    private final String text;
    /** The last match: resources mostly share a pattern, or have one each. */
    private Pattern matched;

    private Matcher match;

    LinePart(String text) {
        this.text = text;
    }

    @Override
    Found at(ValuePlace place) {
        return switch (place) {
            case ValuePlace.Whole whole -> new Found.Text(text);
            case ValuePlace.Group group -> group(group.pattern(), group.group());
            case ValuePlace.MemberKey none -> Found.NOTHING;
            case ValuePlace.At other -> throw foreign(place);
            case ValuePlace.AtTop other -> throw foreign(place);
            case ValuePlace.KeyOrWhole other -> throw foreign(place);
            case ValuePlace.TopicLevel other -> throw foreign(place);
            case ValuePlace.Computed other -> throw foreign(place);
            case ValuePlace.Column other -> throw foreign(place);
            case ValuePlace.NamedColumn other -> throw foreign(place);
            case ValuePlace.Octets other -> throw foreign(place);
        };
    }

    /** RE2 takes a time that is linear in the text, whatever a device sends. */
    private Found group(Pattern pattern, int group) {
        if (!pattern.equals(matched)) {
            Matcher matcher = pattern.matcher(text);
            match = matcher.find() ? matcher : null;
            matched = pattern;
        }
        String value = match == null ? null : match.group(group);
        return value == null ? Found.NOTHING : new Found.Text(value);
    }
}
