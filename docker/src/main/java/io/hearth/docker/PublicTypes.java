package io.hearth.docker;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.constant.ClassDesc;
import java.lang.reflect.AccessFlag;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Which types any class may name: the public ones of some jars, and of the JDK what it has for everybody. */
final class PublicTypes {
    private final Map<ClassDesc, Boolean> known = new HashMap<>();

    private PublicTypes() {}

    /** Those of these jars. */
    static PublicTypes of(List<Path> jars) throws IOException {
        PublicTypes types = new PublicTypes();
        for (Path jar : jars) {
            try (ZipFile zip = new ZipFile(jar.toFile())) {
                for (ZipEntry entry : Collections.list(zip.entries())) {
                    if (entry.getName().endsWith(".class")) {
                        types.add(ClassFile.of().parse(zip.getInputStream(entry).readAllBytes()));
                    }
                }
            }
        }
        return types;
    }

    /** A type that is in several jars, or for several versions of Java in one, is public when all of them are. */
    private void add(ClassModel type) {
        if (!type.isModuleInfo()) {
            known.merge(type.thisClass().asSymbol(), type.flags().has(AccessFlag.PUBLIC), Boolean::logicalAnd);
        }
    }

    /** Whether any class may name the type, which is no primitive one and no array. */
    boolean has(ClassDesc type) {
        return known.computeIfAbsent(type, PublicTypes::isOfTheJdk);
    }

    private static boolean isOfTheJdk(ClassDesc type) {
        try {
            Class<?> found = Class.forName(
                    type.packageName() + "." + type.displayName(), false, ClassLoader.getPlatformClassLoader());
            return Modifier.isPublic(found.getModifiers()) && found.getModule().isExported(found.getPackageName());
        } catch (ClassNotFoundException | LinkageError elsewhere) {
            return false;
        }
    }
}
