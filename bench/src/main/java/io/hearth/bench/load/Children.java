package io.hearth.bench.load;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** This process' children that were not there before. */
final class Children {
    private final Set<Long> before =
            ProcessHandle.current().children().map(ProcessHandle::pid).collect(Collectors.toSet());

    List<ProcessHandle> since() {
        return ProcessHandle.current()
                .children()
                .filter(child -> !before.contains(child.pid()))
                .flatMap(child -> Stream.concat(Stream.of(child), child.descendants()))
                .toList();
    }
}
