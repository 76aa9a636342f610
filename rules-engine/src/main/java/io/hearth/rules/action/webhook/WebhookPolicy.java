package io.hearth.rules.action.webhook;

import io.hearth.rules.action.ActionConfig;
import io.hearth.rules.action.template.HeaderFields;
import io.hearth.rules.action.template.InvalidTemplate;
import io.hearth.rules.action.template.UrlTemplate;
import io.hearth.rules.document.Times;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where rules may send HTTP requests: to hosts that are allowed by name, at addresses that are public or allowed. Looked at when a
 * rule is saved, and with each request.
 */
public final class WebhookPolicy {
    /** RFC 9110, 9; TRACE and CONNECT are no requests of a hook. */
    private static final Pattern METHOD = Pattern.compile("GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS");

    private final List<AllowedHost> hosts;
    private final Networks networks;
    private final boolean http;
    private final Duration longestTimeout;

    /**
     * As it is configured.
     *
     * @throws IllegalArgumentException when an entry is no host or no network
     */
    public WebhookPolicy(ActionConfig.WebhookConfig config) {
        this.hosts = config.allowedHosts().orElse(List.of()).stream()
                .map(AllowedHost::of)
                .toList();
        this.networks = Networks.of(config.allowedNetworks().orElse(List.of()));
        this.http = config.allowHttp();
        this.longestTimeout = config.longestTimeout();
    }

    /**
     * Checks a URL as it is written in a rule.
     *
     * @param path where it is in the document, for the message
     * @throws InvalidTemplate with field and what is allowed
     */
    public void check(String path, String url) {
        try {
            check(UrlTemplate.of(url).fixed());
        } catch (InvalidTemplate problem) {
            throw new InvalidTemplate("field " + path + " is " + url + "; it " + problem.getMessage());
        }
    }

    /**
     * Checks a URL without placeholders.
     *
     * @throws InvalidTemplate with what is allowed
     */
    public void check(URI url) {
        problem(url).ifPresent(reason -> {
            throw new InvalidTemplate(reason);
        });
    }

    /** Checks the header fields of a rule; throws as {@link #check(String, String)} does. */
    public void checkHeaders(String path, Map<String, String> headers) {
        HeaderFields.check(path, headers);
    }

    /** Checks the method of a rule; throws as {@link #check(String, String)} does. */
    public void checkMethod(String path, String method) {
        if (!METHOD.matcher(method).matches()) {
            throw new InvalidTemplate("field " + path + " is " + method + ", allowed is one of " + METHOD);
        }
    }

    /** Checks for how long a rule lets one attempt take; throws as {@link #check(String, String)} does. */
    public void checkTimeout(String path, Duration timeout) {
        if (timeout.compareTo(longestTimeout) > 0) {
            throw new InvalidTemplate("field " + path + " is " + Times.write(timeout) + ", allowed is a time up to "
                    + Times.write(longestTimeout) + " (hearth.rules.actions.webhook.longest-timeout)");
        }
    }

    /** Why a request must not go to this URL. */
    Optional<String> problem(URI url) {
        String scheme = String.valueOf(url.getScheme());
        boolean isKnown = scheme.equalsIgnoreCase("https") || http && scheme.equalsIgnoreCase("http");
        if (!isKnown || url.getHost() == null || url.getRawUserInfo() != null) {
            return Optional.of("is no URL that is allowed; allowed is https" + (http ? " or http" : "")
                    + ", a host, and no user and password");
        }
        return hosts.stream().anyMatch(host -> host.allows(url))
                ? Optional.empty()
                : Optional.of("goes to " + url.getHost() + ":" + AllowedHost.portOf(url)
                        + ", which is not allowed; allowed are "
                        + (hosts.isEmpty() ? "no hosts" : "those")
                        + " of the setting hearth.rules.actions.webhook.allowed-hosts");
    }

    /** Whether a request may go to this address, whatever name stands for it. */
    boolean allows(InetAddress address) {
        return networks.contains(address) || !Networks.NOT_PUBLIC.contains(address);
    }
}
