package io.hearth.metadata.device;

import static io.hearth.metadata.Given.addDevices;
import static io.hearth.metadata.Given.delete;
import static io.hearth.metadata.Given.device;
import static io.hearth.metadata.Given.deviceRequest;
import static io.hearth.metadata.Given.get;
import static io.hearth.metadata.Given.profile;
import static io.hearth.metadata.Given.service;
import static io.hearth.metadata.Given.unique;
import static org.hamcrest.Matchers.equalTo;

import io.hearth.runtime.testing.WithBroker;
import io.hearth.runtime.testing.WithRedis;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(WithRedis.class)
@QuarkusTestResource(WithBroker.class)
class DeleteDeviceTest {
    private String service;
    private String profile;

    @BeforeEach
    void someone_to_belong_to() {
        service = service();
        profile = profile();
    }

    @Test
    void a_device_deleted_is_gone_from_every_list() {
        String name = device(service, profile);

        delete("/device/name/{n}", name).statusCode(200).body("statusCode", equalTo(200));

        get("/device/name/{n}", name).statusCode(404).body("statusCode", equalTo(404));
        get("/device/service/name/{s}", service).body("totalCount", equalTo(0));
        get("/device/profile/name/{p}", profile).body("totalCount", equalTo(0));
    }

    @Test
    void deleting_a_device_that_is_not_there_is_404() {
        delete("/device/name/{n}", "nobody").statusCode(404);
    }

    @Test
    void deleting_a_device_that_has_children_is_409() {
        String parent = device(service, profile);
        String child = unique("child");
        addDevices(deviceRequest(child, service, profile, ",\"parent\":\"" + parent + "\""));

        delete("/device/name/{n}", parent).statusCode(409);

        delete("/device/name/{n}", child).statusCode(200);
        delete("/device/name/{n}", parent).statusCode(200);
    }
}
