package io.hearth.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.hearth.docker.kitchen.Burnt;
import io.hearth.docker.kitchen.Cellar;
import io.hearth.docker.kitchen.Dish;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whether a class asks for the types of objects that it would make, shown by a jar in which they are missing. */
class ExpectedTypesTest {
    @TempDir
    Path folder;

    /** Returns it. */
    public static final class Returning implements Function<Boolean, String> {
        @Override
        public String apply(Boolean made) {
            return made ? dish().toString() : "none";
        }

        private static Dish dish() {
            return new Dish.Soup();
        }
    }

    /** Gives it to another. */
    public static final class Giving implements Function<Boolean, String> {
        @Override
        public String apply(Boolean made) {
            return made ? Dish.name(new Dish.Soup()) : "none";
        }
    }

    /** Stores it. */
    public static final class Storing implements Function<Boolean, String> {
        private Dish dish;

        @Override
        public String apply(Boolean made) {
            if (made) {
                dish = new Dish.Soup();
            }
            return dish == null ? "none" : dish.toString();
        }
    }

    /** One or another. */
    public static final class Choosing implements Function<Boolean, String> {
        @Override
        public String apply(Boolean made) {
            return made ? dish(made).toString() : "none";
        }

        private static Dish dish(boolean soup) {
            return soup ? new Dish.Soup() : new Dish.Pie();
        }
    }

    /** Throws it. */
    public static final class Throwing implements Function<Boolean, String> {
        @Override
        public String apply(Boolean made) {
            if (made) {
                throw new Burnt();
            }
            return "none";
        }
    }

    /** Gives what it may not name. */
    public static final class Discreet implements Supplier<String> {
        @Override
        public String get() {
            return Cellar.name(new Cellar.Jam());
        }
    }

    @ParameterizedTest
    @ValueSource(classes = {Returning.class, Giving.class, Storing.class, Choosing.class, Throwing.class})
    void what_a_class_would_make_is_not_asked_for_before_it_is_made(Class<?> type) throws Exception {
        write(type, Dish.class);
        assertThatExceptionOfType(NoClassDefFoundError.class).isThrownBy(() -> run(type, false));

        LeanJars.main(folder.toString());

        assertThat(run(type, false)).isEqualTo("none");
        assertThatExceptionOfType(NoClassDefFoundError.class).isThrownBy(() -> run(type, true));
    }

    @ParameterizedTest
    @ValueSource(classes = {Returning.class, Giving.class, Storing.class, Choosing.class})
    void what_it_makes_is_what_it_was(Class<?> type) throws Exception {
        write(type, Dish.class, Dish.Soup.class, Dish.Pie.class);

        LeanJars.main(folder.toString());

        assertThat(run(type, true)).isEqualTo("Soup");
    }

    @Test
    void what_it_throws_is_what_it_was() throws Exception {
        write(Throwing.class, Burnt.class);

        LeanJars.main(folder.toString());

        assertThatExceptionOfType(RuntimeException.class)
                .isThrownBy(() -> run(Throwing.class, true))
                .satisfies(
                        thrown -> assertThat(thrown.getClass().getSimpleName()).isEqualTo("Burnt"));
    }

    @Test
    void a_type_that_a_class_may_not_name_is_not_named() throws Exception {
        write(Discreet.class, Cellar.class, Cellar.Jam.class, Cellar.Jam.class.getSuperclass());

        LeanJars.main(folder.toString());

        try (URLClassLoader loader = loader()) {
            assertThat(((Supplier<?>) made(loader, Discreet.class)).get()).isEqualTo("Jam");
        }
    }

    @SuppressWarnings("unchecked")
    private String run(Class<?> type, boolean made) throws Exception {
        try (URLClassLoader loader = loader()) {
            return ((Function<Boolean, String>) made(loader, type)).apply(made);
        }
    }

    private URLClassLoader loader() throws IOException {
        return new URLClassLoader(
                new URL[] {folder.resolve("some.jar").toUri().toURL()}, ClassLoader.getPlatformClassLoader());
    }

    private static Object made(ClassLoader loader, Class<?> type) throws ReflectiveOperationException {
        return loader.loadClass(type.getName()).getConstructor().newInstance();
    }

    private void write(Class<?>... types) throws IOException {
        try (ZipOutputStream to = new ZipOutputStream(Files.newOutputStream(folder.resolve("some.jar")))) {
            for (Class<?> type : types) {
                String entry = type.getName().replace('.', '/') + ".class";
                to.putNextEntry(new ZipEntry(entry));
                try (InputStream from = type.getResourceAsStream("/" + entry)) {
                    from.transferTo(to);
                }
                to.closeEntry();
            }
        }
    }
}
