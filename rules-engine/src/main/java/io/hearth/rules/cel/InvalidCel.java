package io.hearth.rules.cel;

/** An expression that is none; the message says where, and what was expected. */
public final class InvalidCel extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final int line;
    private final int column;

    InvalidCel(int line, int column, String reason) {
        super("line " + line + ", column " + column + ": " + reason);
        this.line = line;
        this.column = column;
    }

    /** The line in which it goes wrong, from 1. */
    public int line() {
        return line;
    }

    /** The character of that line at which it goes wrong, from 1. */
    public int column() {
        return column;
    }
}
