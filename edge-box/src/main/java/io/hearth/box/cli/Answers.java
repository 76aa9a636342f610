package io.hearth.box.cli;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** What an address answers to GET. */
sealed interface Answers {
    /** It answered, with any status. */
    record Said(int status, String body) implements Answers {}

    /** It did not. */
    record Silent(String why) implements Answers {}

    HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();

    static Answers get(String uri) {
        try {
            HttpResponse<String> response = HTTP.send(
                    HttpRequest.newBuilder(URI.create(uri))
                            .timeout(Duration.ofSeconds(5))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            return new Said(response.statusCode(), response.body());
        } catch (ConnectException nobody) {
            return new Silent("nobody listens there");
        } catch (IOException failure) {
            return new Silent(failure.getMessage() == null ? failure.toString() : failure.getMessage());
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return new Silent("interrupted");
        }
    }
}
