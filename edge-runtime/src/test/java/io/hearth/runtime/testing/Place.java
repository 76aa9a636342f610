package io.hearth.runtime.testing;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Where a server of a test runs: {@link ThisMachine} or {@link Container}. */
interface Place {
    /** Where a server has to listen there so that the tests reach it at 127.0.0.1. */
    String address();

    /** How a program is called there. */
    String program(String name);

    /** A library of a server there, by its file name. */
    Path library(String name) throws IOException;

    /** Runs a server whose files are in this folder, which has the same path there, and that listens on these ports. */
    Running run(List<String> command, Path dir, List<Integer> ports) throws IOException;
}
