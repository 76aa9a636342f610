package io.hearth.metadata.store;

import static io.hearth.metadata.Given.device;
import static io.hearth.metadata.Given.deviceRequest;
import static io.hearth.metadata.Given.get;
import static io.hearth.metadata.Given.post;
import static io.hearth.metadata.Given.profile;
import static io.hearth.metadata.Given.service;
import static io.hearth.metadata.Given.unique;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.hearth.runtime.testing.WithBroker;
import io.hearth.runtime.testing.WithRedis;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(WithRedis.class)
@QuarkusTestResource(WithBroker.class)
class StoreFaultsTest {
    @Test
    void without_redis_requests_are_503_and_afterwards_everything_is_there_again() {
        String service = service();
        String profile = profile();
        String name = device(service, profile);
        String later = unique("later");

        WithRedis.redis().kill();
        get("/device/name/{n}", name).statusCode(503).body("message", containsString("redis"));
        post("/device?bypassValidation=true", deviceRequest(later, service, profile))
                .statusCode(503)
                .body("statusCode", equalTo(503));

        WithRedis.redis().start();
        await().atMost(Duration.ofSeconds(20))
                .until(() -> get("/device/name/{n}", name).extract().statusCode() == 200);
        post("/device?bypassValidation=true", deviceRequest(later, service, profile))
                .statusCode(207)
                .body("[0].statusCode", equalTo(201));
        get("/device/service/name/{s}", service).body("totalCount", equalTo(2));
    }
}
