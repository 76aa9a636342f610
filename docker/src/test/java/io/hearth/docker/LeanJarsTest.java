package io.hearth.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeanJarsTest {
    private static final String SUMS = Sums.class.getName().replace('.', '/') + ".class";
    private static final String TEXT = "as it was, as it was, as it was, as it was";

    @TempDir
    Path folder;

    private Path jar;

    /** Something with branches, a loop and a handler, so that the verifier needs to be told of its frames. */
    public static final class Sums implements IntFunction<String> {
        @Override
        public String apply(int upTo) {
            long counted = 0;
            for (int next = 1; next <= upTo; next++) {
                counted += next % 3 == 0 ? -next : next;
            }
            try {
                return Long.toString(Math.divideExact(counted, upTo));
            } catch (ArithmeticException zero) {
                return zero.getStackTrace()[1].getLineNumber() > 0 ? "none" : "no line numbers";
            }
        }
    }

    @BeforeEach
    void begin() {
        jar = folder.resolve("some.jar");
    }

    @Test
    void a_class_does_the_same_without_the_names_of_its_variables() throws Exception {
        write(Map.of(SUMS, sums()));
        assertThat(sums()).asString(StandardCharsets.ISO_8859_1).contains("counted");

        LeanJars.main(folder.toString());

        assertThat(read(SUMS)).asString(StandardCharsets.ISO_8859_1).doesNotContain("counted");
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {jar.toUri().toURL()}, ClassLoader.getPlatformClassLoader())) {
            @SuppressWarnings("unchecked")
            IntFunction<String> sums = (IntFunction<String>)
                    loader.loadClass(Sums.class.getName()).getConstructor().newInstance();
            assertThat(sums.apply(9)).isEqualTo(new Sums().apply(9));
            assertThat(sums.apply(0)).isEqualTo("none");
        }
    }

    @Test
    void what_is_no_class_is_not_compressed_and_a_class_is() throws Exception {
        write(Map.of(SUMS, sums(), "META-INF/services/some", TEXT.getBytes(StandardCharsets.UTF_8)));

        LeanJars.main(folder.toString());

        assertThat(read("META-INF/services/some"))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo(TEXT);
        assertThat(method("META-INF/services/some")).isEqualTo(ZipEntry.STORED);
        assertThat(method(SUMS)).isEqualTo(ZipEntry.DEFLATED);
    }

    @Test
    void a_library_of_two_services_is_the_same_in_both() throws Exception {
        write(Map.of(SUMS, sums(), "META-INF/services/some", TEXT.getBytes(StandardCharsets.UTF_8)));
        Path other = Files.createDirectory(folder.resolve("other")).resolve("some.jar");
        Files.copy(jar, other);

        LeanJars.main(folder.toString());

        assertThat(other).hasSameBinaryContentAs(jar);
        assertThat(method("META-INF/services/some")).isEqualTo(ZipEntry.STORED);
    }

    @Test
    void our_own_jars_stay_as_they_are() throws Exception {
        jar = folder.resolve("io.hearth.some-1.jar");
        write(Map.of(SUMS, sums()));
        byte[] before = Files.readAllBytes(jar);

        LeanJars.main(folder.toString());

        assertThat(jar).hasBinaryContent(before);
    }

    @Test
    void a_jar_that_is_signed_stays_as_it_is() throws Exception {
        write(Map.of("META-INF/ONE.SF", new byte[] {1}, SUMS, sums()));
        byte[] before = Files.readAllBytes(jar);

        LeanJars.main(folder.toString());

        assertThat(jar).hasBinaryContent(before);
    }

    @Test
    void a_jar_stays_as_old_as_it_is_and_nothing_else_is_left() throws Exception {
        write(Map.of(SUMS, sums()));
        FileTime made = FileTime.from(Instant.parse("2026-11-21T00:00:00Z"));
        Files.setLastModifiedTime(jar, made);

        LeanJars.main(folder.toString());

        assertThat(Files.getLastModifiedTime(jar)).isEqualTo(made);
        assertThat(folder).isDirectoryNotContaining(file -> !file.equals(jar));
    }

    private void write(Map<String, byte[]> entries) throws IOException {
        try (ZipOutputStream to = new ZipOutputStream(Files.newOutputStream(jar))) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                to.putNextEntry(new ZipEntry(entry.getKey()));
                to.write(entry.getValue());
                to.closeEntry();
            }
        }
    }

    private static byte[] sums() throws IOException {
        try (InputStream type = LeanJarsTest.class.getResourceAsStream("/" + SUMS)) {
            return type.readAllBytes();
        }
    }

    private byte[] read(String entry) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            return zip.getInputStream(zip.getEntry(entry)).readAllBytes();
        }
    }

    private int method(String entry) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            return zip.getEntry(entry).getMethod();
        }
    }
}
