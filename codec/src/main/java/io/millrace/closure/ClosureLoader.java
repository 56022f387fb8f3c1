// SPDX-License-Identifier: Apache-2.0
package io.millrace.closure;

import io.millrace.MillraceException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Defines the classes of an archive, woven, when they are first used; everything else is the
 * parent's, and of Millrace the release that loads. Unloads with the last object of its classes.
 *
 * <p>A class of the archive that the parent has too, cut to the same members the same, is defined
 * here once more, with its own static fields. One whose code is another is refused: nothing here
 * hides a class of the job.
 */
final class ClosureLoader extends ClassLoader {
  private static final String SITE = "ClosureSite";

  private final SortedMap<String, byte[]> files;
  private final Map<String, byte[]> woven = new HashMap<>();
  private final Map<LambdaForm, MethodHandle> lambdas = new HashMap<>();

  ClosureLoader(ClassArchive archive, ClassLoader parent) {
    super(parent);
    files = archive.classes();
    ClassRules.check(archive);
    files.forEach(this::requireSame);
    files.forEach((name, file) -> woven.put(name, DeadlineWeaver.weave(name, files)));
  }

  boolean has(String name) {
    return files.containsKey(name);
  }

  /** The maker of lambdas of the form, out of what they captured; linked once. */
  MethodHandle lambda(LambdaForm form, int captured) throws ReflectiveOperationException {
    synchronized (lambdas) {
      MethodHandle maker = lambdas.get(form);
      if (maker == null) {
        maker = new LambdaLink(form, this).maker(captured);
        lambdas.put(form, maker);
      }
      return maker;
    }
  }

  /** Sees what code in a class sees, one that travels. */
  MethodHandles.Lookup inside(Class<?> type) throws ReflectiveOperationException {
    return MethodHandles.privateLookupIn(type, beside(type.getName().replace('.', '/')));
  }

  /** Sees what any class sees in the package of a class that travels, or else in no package. */
  MethodHandles.Lookup beside(String neighbour) throws ReflectiveOperationException {
    int end = has(neighbour) ? neighbour.lastIndexOf('/') + 1 : 0;
    String name = TravelNames.dotted(neighbour.substring(0, end) + SITE);
    Class<?> site;
    synchronized (getClassLoadingLock(name)) {
      site = findLoadedClass(name);
      if (site == null) {
        byte[] file = site(name);
        site = defineClass(name, file, 0, file.length);
      }
    }
    // Not privateLookupIn alone: lambdas are made only for code of the same module.
    return (MethodHandles.Lookup) site.getMethod("lookup").invoke(null);
  }

  private static byte[] site(String name) {
    ClassWriter out = new ClassWriter(0);
    int access = Opcodes.ACC_PUBLIC | Opcodes.ACC_FINAL | Opcodes.ACC_SYNTHETIC;
    out.visit(Opcodes.V17, access, name.replace('.', '/'), null, "java/lang/Object", null);
    String lookup = "()" + MethodHandles.Lookup.class.descriptorString();
    MethodVisitor method =
        out.visitMethod(Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC, "lookup", lookup, null, null);
    method.visitCode();
    method.visitMethodInsn(
        Opcodes.INVOKESTATIC, "java/lang/invoke/MethodHandles", "lookup", lookup, false);
    method.visitInsn(Opcodes.ARETURN);
    method.visitMaxs(1, 0);
    method.visitEnd();
    return out.toByteArray();
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    byte[] file = woven.get(name.replace('.', '/'));
    if (file != null) {
      synchronized (getClassLoadingLock(name)) {
        Class<?> loaded = findLoadedClass(name);
        return loaded != null ? loaded : defineClass(name, file, 0, file.length);
      }
    }
    if (name.startsWith("io.millrace.")) {
      return Class.forName(name, false, ClosureLoader.class.getClassLoader());
    }
    return super.loadClass(name, resolve);
  }

  /** The classes as they came, so that functions can be sent on. */
  @Override
  public InputStream getResourceAsStream(String name) {
    byte[] file = name.endsWith(".class") ? files.get(name.substring(0, name.length() - 6)) : null;
    return file == null ? super.getResourceAsStream(name) : new ByteArrayInputStream(file);
  }

  private void requireSame(String name, byte[] file) {
    byte[] known = inParent(name);
    if (known == null) {
      return;
    }
    try {
      byte[] slice = ClassSlice.of(known, members(file), files.keySet());
      if (Arrays.equals(slice, file)) {
        return;
      }
    } catch (MillraceException e) {
      throw e;
    } catch (RuntimeException e) {
      throw ClassRules.malformed(name, e);
    }
    throw ClassRules.refused(
        name,
        "would hide a class of the job whose code is another, expected the same or a new name");
  }

  private byte[] inParent(String name) {
    ClassLoader parent = getParent() == null ? getPlatformClassLoader() : getParent();
    try (InputStream in = parent.getResourceAsStream(name + ".class")) {
      if (in != null) {
        return in.readAllBytes();
      }
      Class.forName(TravelNames.dotted(name), false, parent);
    } catch (ClassNotFoundException e) {
      return null;
    } catch (IOException | LinkageError e) {
      throw ClassRules.malformed(name, e);
    }
    throw ClassRules.refused(name, "would hide a class of the job that has no class file");
  }

  private static Set<String> members(byte[] file) {
    Set<String> members = new HashSet<>();
    ClassVisitor names =
        new ClassVisitor(Opcodes.ASM9) {
          @Override
          public FieldVisitor visitField(
              int access, String name, String type, String signature, Object value) {
            members.add(name + type);
            return null;
          }

          @Override
          public MethodVisitor visitMethod(
              int access, String name, String type, String signature, String[] exceptions) {
            members.add(name + type);
            return null;
          }
        };
    new ClassReader(file).accept(names, ClassReader.SKIP_CODE);
    return members;
  }
}
