package io.hearth.docker;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeModel;
import java.lang.classfile.MethodBuilder;
import java.lang.classfile.MethodElement;
import java.lang.classfile.MethodTransform;
import java.lang.classfile.attribute.CodeAttribute;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Makes the jars of libraries take less memory where they run, and do the same: a class no longer says what its local variables were called, which
 * only a debugger reads and the JVM keeps for good; a new object is said to be what is expected of it ({@link ExpectedTypes}); and what is no class
 * is no longer compressed, since for each jar that something compressed is read from the JVM keeps 40 KiB to read the next thing with.
 */
public final class LeanJars {
    private static final ClassFile CLASSES = ClassFile.of(
            ClassFile.DebugElementsOption.DROP_DEBUG,
            // Names that only the variables had are left behind in the old one.
            ClassFile.ConstantPoolSharingOption.NEW_POOL,
            // The code is what it was, and so is what the verifier is told of it.
            ClassFile.StackMapsOption.DROP_STACK_MAPS,
            ClassFile.DeadCodeOption.KEEP_DEAD_CODE);

    /** Ours stay whole: a fault in them is to be told with the names of what was wrong. */
    private static final String OURS = "io.hearth.";

    /** The lean jar of what was in one before: services have most libraries in common. */
    private final Map<ByteBuffer, Path> known = new HashMap<>();

    private final ClassTransform lean;

    private LeanJars(PublicTypes types) {
        this.lean = ClassTransform.transformingMethods(new LeanMethod(types));
    }

    /** Makes lean every jar of others below these folders, but for those that are signed. */
    public static void main(String... folders) throws IOException {
        List<Path> jars = new ArrayList<>();
        for (String folder : folders) {
            try (Stream<Path> files = Files.walk(Path.of(folder))) {
                files.filter(file -> file.toString().endsWith(".jar")).sorted().forEach(jars::add);
            }
        }
        LeanJars lean = new LeanJars(PublicTypes.of(jars));
        for (Path jar : jars) {
            if (!jar.getFileName().toString().startsWith(OURS)) {
                lean.lean(jar);
            }
        }
    }

    /** Puts one in the jar's place that is as old. */
    private void lean(Path jar) throws IOException {
        FileTime age = Files.getLastModifiedTime(jar);
        ByteBuffer before = ByteBuffer.wrap(Files.readAllBytes(jar));
        Path made = jar.resolveSibling(jar.getFileName() + ".lean");
        if (known.containsKey(before)) {
            Files.copy(known.get(before), made, StandardCopyOption.REPLACE_EXISTING);
        } else {
            write(jar, made);
            known.put(before, jar);
        }
        Files.setLastModifiedTime(made, age);
        Files.move(made, jar, StandardCopyOption.REPLACE_EXISTING);
    }

    private void write(Path jar, Path made) throws IOException {
        try (ZipFile from = new ZipFile(jar.toFile())) {
            if (from.stream().anyMatch(entry -> entry.getName().matches("META-INF/[^/]+\\.SF"))) {
                Files.copy(jar, made, StandardCopyOption.REPLACE_EXISTING);
                return;
            }
            try (OutputStream file = Files.newOutputStream(made);
                    ZipOutputStream to = new ZipOutputStream(file)) {
                Set<String> written = new HashSet<>();
                for (ZipEntry entry : Collections.list(from.entries())) {
                    // Some jars name a folder twice.
                    if (written.add(entry.getName())) {
                        write(entry, from.getInputStream(entry).readAllBytes(), to);
                    }
                }
            }
        }
    }

    private void write(ZipEntry entry, byte[] content, ZipOutputStream to) throws IOException {
        ZipEntry made = new ZipEntry(entry.getName());
        made.setTime(entry.getTime());
        boolean isClass = entry.getName().endsWith(".class");
        byte[] lean = isClass ? lean(content) : content;
        if (!isClass) {
            CRC32 sum = new CRC32();
            sum.update(lean);
            made.setMethod(ZipEntry.STORED);
            made.setSize(lean.length);
            made.setCrc(sum.getValue());
        }
        to.putNextEntry(made);
        to.write(lean);
        to.closeEntry();
    }

    private byte[] lean(byte[] type) {
        ClassModel parsed = CLASSES.parse(type);
        return parsed.isModuleInfo() ? type : CLASSES.transformClass(parsed, lean);
    }

    /** A method whose code keeps the frames that it has. */
    private record LeanMethod(PublicTypes types) implements MethodTransform {
        @Override
        public void accept(MethodBuilder to, MethodElement element) {
            if (element instanceof CodeModel code) {
                to.transformCode(code, new ExpectedTypes((CodeAttribute) code, types));
            } else {
                to.with(element);
            }
        }
    }
}
