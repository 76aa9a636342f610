package io.hearth.contracts.command;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * A command that a device takes (EdgeX core-command).
 *
 * @param get  whether it can be read; left out when false
 * @param set  whether it can be written; left out when false
 * @param path the path at core-command
 * @param url  core-command's base URL
 */
public record CoreCommand(
        String name,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean get,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean set,
        String path,
        String url,
        List<CoreCommandParameter> parameters) {}
