package io.hearth.runtime.validate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.hearth.contracts.keeper.AddRegistrationRequest;
import io.hearth.contracts.keeper.HealthCheck;
import io.hearth.contracts.keeper.HealthStatus;
import io.hearth.contracts.keeper.Registration;
import io.hearth.contracts.rest.EdgexException;
import org.junit.jupiter.api.Test;

class ValidateTest {
    @Test
    void the_registration_of_a_service_that_starts_makes_no_validator() {
        Validate validate = new Validate(() -> {
            throw new AssertionError("a validator was made");
        });
        AddRegistrationRequest request = registration(59880);

        assertThat(validate.valid(request)).isSameAs(request);
    }

    @Test
    void what_is_wrong_is_said_by_the_validator() {
        assertThatExceptionOfType(EdgexException.class)
                .isThrownBy(() -> new Validate().valid(registration(0)))
                .withMessageContaining("AddRegistrationRequest.registration.port field must be a port from 1 to 65535");
    }

    private static AddRegistrationRequest registration(int port) {
        HealthCheck check = new HealthCheck("10s", "/api/v3/ping", "http");
        return AddRegistrationRequest.of(
                new Registration(0, 0, "core-data", HealthStatus.UP.name(), "localhost", port, check, 0));
    }
}
