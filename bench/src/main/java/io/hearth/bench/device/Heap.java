package io.hearth.bench.device;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what jcmd says about a heap ({@code GC.heap_info} with the serial collector): a line for each generation. */
final class Heap {
    private static final Pattern GENERATION = Pattern.compile(
            "^\\s*(?:DefNew|Tenured|def new generation|tenured generation)\\b.*?\\bused (\\d+)K", Pattern.MULTILINE);
    private static final int GENERATIONS = 2;
    private static final long KIBI = 1024;

    private Heap() {}

    /** The octets in use. */
    static long used(String said) {
        Matcher generations = GENERATION.matcher(said);
        long used = 0;
        int found = 0;
        while (generations.find()) {
            used += Long.parseLong(generations.group(1)) * KIBI;
            found++;
        }
        if (found != GENERATIONS) {
            throw new IllegalStateException("void: jcmd says of the heap " + said);
        }
        return used;
    }
}
