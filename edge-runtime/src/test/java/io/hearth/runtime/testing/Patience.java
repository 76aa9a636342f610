package io.hearth.runtime.testing;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * How long tests wait that do not say it: what comes late on a slow machine is no failure, and who is not kept waiting pays
 * nothing for it. Registered for all tests that find it on their way (META-INF/services).
 */
public final class Patience implements BeforeAllCallback, BeforeEachCallback {
    private static final Duration LONGEST = Duration.ofSeconds(60);

    @Override
    public void beforeAll(ExtensionContext context) throws ReflectiveOperationException {
        have(context.getRequiredTestClass());
    }

    @Override
    public void beforeEach(ExtensionContext context) throws ReflectiveOperationException {
        have(context.getRequiredTestInstance().getClass());
    }

    /** A test of a Quarkus application has an Awaitility of its own, from the application's class loader. */
    private static void have(Class<?> test) throws ReflectiveOperationException {
        Class.forName(Awaitility.class.getName(), true, test.getClassLoader())
                .getMethod("setDefaultTimeout", Duration.class)
                .invoke(null, LONGEST);
    }
}
