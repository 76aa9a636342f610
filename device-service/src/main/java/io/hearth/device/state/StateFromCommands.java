package io.hearth.device.state;

import io.hearth.contracts.rest.ErrorKind;
import io.hearth.device.command.CommandOutcome;
import io.hearth.device.command.TellsState;
import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;

/**
 * Counts a device's failures by what became of its commands, however they came: a read that the device did not answer, and a command
 * of which the device said or showed that it failed. What was wrong with the request is not the device's failure, nor is the
 * broker's absence.
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
                case CommandOutcome.Answered answered -> failures.answered(device);
                case CommandOutcome.Refused refused
                when ofDevice(call.getMethod().getName(), refused.kind()) -> failures.failed(device, refused.message());
                case null, default -> {}
            }
        }
        return result;
    }

    private static boolean ofDevice(String method, ErrorKind kind) {
        return kind == ErrorKind.COMMUNICATION_ERROR || method.equals("get") && kind == ErrorKind.SERVER_ERROR;
    }
}
