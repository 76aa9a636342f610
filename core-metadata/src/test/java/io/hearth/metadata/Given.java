package io.hearth.metadata;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;

import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.util.Arrays;
import java.util.UUID;
import java.util.stream.Collectors;

/** What a test has in the store before it begins, and how it asks: over REST, as any client does. */
public final class Given {
    private Given() {}

    /** A name that no other test uses. */
    public static String unique(String what) {
        return what + "-" + UUID.randomUUID().toString().substring(0, 8);
    }

    /** Sends a JSON body. */
    public static ValidatableResponse post(String path, String body) {
        return given().contentType(ContentType.JSON)
                .body(body)
                .post("/api/v3" + path)
                .then();
    }

    public static ValidatableResponse put(String path, String body) {
        return given().contentType(ContentType.JSON)
                .body(body)
                .put("/api/v3" + path)
                .then();
    }

    public static ValidatableResponse patch(String path, String body) {
        return given().contentType(ContentType.JSON)
                .body(body)
                .patch("/api/v3" + path)
                .then();
    }

    public static ValidatableResponse get(String path, Object... parameters) {
        return given().get("/api/v3" + path, parameters).then();
    }

    public static ValidatableResponse delete(String path, Object... parameters) {
        return given().delete("/api/v3" + path, parameters).then();
    }

    /** Adds devices without asking their services, none of which runs in most tests. */
    public static ValidatableResponse addDevices(String body) {
        return post("/device?bypassValidation=true", body);
    }

    /** Changes devices without asking their services. */
    public static ValidatableResponse changeDevices(String body) {
        return patch("/device?bypassValidation=true", body);
    }

    /** Changes fields of one device, e.g. {@code "description":"x"}, without asking its service; the item's status. */
    public static int changed(String device, String fields) {
        return changeDevices("[{\"apiVersion\":\"v3\",\"device\":{\"name\":\"" + device + "\"," + fields + "}}]")
                .statusCode(207)
                .extract()
                .path("[0].statusCode");
    }

    /** A device service that is there. */
    public static String service() {
        String name = unique("service");
        post("/deviceservice", serviceRequest(name)).statusCode(207);
        return name;
    }

    public static String serviceRequest(String name) {
        return """
                [{"apiVersion":"v3","service":{"name":"%s","baseAddress":"http://localhost:59982","adminState":"UNLOCKED",
                  "labels":["%s-label"]}}]""".formatted(name, name);
    }

    /** A boiler's profile that is there. */
    public static String profile() {
        String name = unique("profile");
        post("/deviceprofile", profileRequest(name)).statusCode(207);
        return name;
    }

    public static String profileRequest(String name) {
        return profileRequest(name, """
                {"name":"current","properties":{"valueType":"Float64","readWrite":"R"}},
                {"name":"mode","properties":{"valueType":"String","readWrite":"W"}},
                {"name":"target","properties":{"valueType":"float64","readWrite":"RW"}}""", """
                {"name":"control","readWrite":"W","resourceOperations":[{"deviceResource":"mode"},{"deviceResource":"target"}]}""");
    }

    public static String profileRequest(String name, String resources, String commands) {
        return """
                [{"apiVersion":"v3","profile":{"apiVersion":"v3","name":"%s","manufacturer":"Hearth","model":"H1","labels":["heating"],
                  "deviceResources":[%s],"deviceCommands":[%s]}}]""".formatted(name, resources, commands);
    }

    /** A provision watcher that is there. */
    public static String watcher(String service, String profile) {
        String name = unique("watcher");
        post("/provisionwatcher", watcherRequest(name, service, profile)).statusCode(207);
        return name;
    }

    public static String watcherRequest(String name, String service, String profile) {
        return """
                [{"apiVersion":"v3","provisionWatcher":{"name":"%s","serviceName":"%s","labels":["%s-label"],
                  "identifiers":{"Address":"simple[0-9]+"},"blockingIdentifiers":{"Port":["397"]},"adminState":"UNLOCKED",
                  "discoveredDevice":{"profileName":"%s","adminState":"LOCKED","properties":{"weather":"fine"},
                    "autoEvents":[{"interval":"15s","sourceName":"current"}]}}}]""".formatted(name, service, name, profile);
    }

    /** A device that is there. */
    public static String device(String service, String profile) {
        String name = unique("device");
        addDevices(deviceRequest(name, service, profile)).body("[0].statusCode", equalTo(201));
        return name;
    }

    public static String deviceRequest(String name, String service, String profile) {
        return deviceRequest(name, service, profile, "");
    }

    /** With further fields, e.g. {@code ,"parent":"x"}. */
    public static String deviceRequest(String name, String service, String profile, String more) {
        return """
                [{"apiVersion":"v3","device":{"name":"%s","serviceName":"%s","profileName":"%s","adminState":"UNLOCKED",
                  "operatingState":"UP","protocols":{"mqtt":{}}%s}}]""".formatted(name, service, profile, more);
    }

    /** The further field of a device that has an auto event. */
    public static String autoEvent(String source) {
        return ",\"autoEvents\":[{\"interval\":\"10s\",\"sourceName\":\"" + source + "\"}]";
    }

    /** One list of the items of several. */
    public static String together(String... lists) {
        return Arrays.stream(lists)
                .map(String::trim)
                .map(list -> list.substring(1, list.length() - 1))
                .collect(Collectors.joining(",", "[", "]"));
    }
}
