package io.hearth.metadata.keeper;

import static io.hearth.metadata.Given.get;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import io.hearth.runtime.testing.WithBroker;
import io.hearth.runtime.testing.WithRedis;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

/** What a service shows of its settings before anybody has asked it for anything else. */
@QuarkusTest
@QuarkusTestResource(value = WithRedis.class, restrictToAnnotatedClass = true)
@QuarkusTestResource(value = WithBroker.class, restrictToAnnotatedClass = true)
class SettingsAtStartTest {
    @Test
    void the_settings_that_can_change_are_shown_from_the_start() {
        get("/config")
                .statusCode(200)
                .body("config.Writable.MaxDevices", equalTo(0))
                .body("config.Writable.MaxResources", equalTo(0))
                .body("config.Writable.ProfileChange.StrictDeviceProfileChanges", equalTo(false))
                .body("config.Writable.ProfileChange.StrictDeviceProfileDeletes", equalTo(false))
                .body("config.Writable.UoM.Validation", notNullValue())
                .body("config.Service.MaxResultCount", equalTo(1024));
    }
}
