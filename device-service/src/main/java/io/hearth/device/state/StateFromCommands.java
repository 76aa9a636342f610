package io.hearth.device.state;

import io.hearth.device.command.CommandOutcome;
import io.hearth.device.command.TellsState;
import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;

/**
 * Counts a device's failures by what became of its commands, however they came: a question or an order without the expected
 * reply, and one of which the device said or showed that it failed. What was wrong with the request is not the device's failure,
 * nor is the broker's absence, nor that it has not reported yet; and what it had reported before is no answer of now.
 */
@Interceptor
@TellsState
@Priority(Interceptor.Priority.APPLICATION)
class StateFromCommands {
    private final DeviceFailures failures;

    StateFromCommands(DeviceFailures failures) {
        this.failures = failures;
    }

    @AroundInvoke
    Object tell(InvocationContext call) throws Exception {
        Object result = call.proceed();
        if (call.getParameters().length > 0 && call.getParameters()[0] instanceof String device) {
            switch (result) {
                case CommandOutcome.Answered answered when answered.heard() -> failures.answered(device);
                case CommandOutcome.Done done when done.heard() -> failures.answered(device);
                case CommandOutcome.Refused refused
                when refused.ofDevice() -> failures.failed(device, refused.message());
                case null, default -> {}
            }
        }
        return result;
    }
}
