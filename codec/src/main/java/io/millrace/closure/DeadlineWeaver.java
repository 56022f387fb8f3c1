// SPDX-License-Identifier: Apache-2.0
package io.millrace.closure;

import static io.millrace.closure.ClassModel.has;

import io.millrace.MillraceException;
import java.util.Map;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodTooLargeException;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Makes a class that came ask for its deadline ({@link WovenMethod}), and adds the {@link Blank}
 * constructor where all ancestors travel.
 */
final class DeadlineWeaver extends ClassVisitor {
  private static final String BLANK =
      Type.getMethodDescriptor(Type.VOID_TYPE, Type.getType(Blank.class));
  private static final String OBJECT = "java/lang/Object";

  private final Map<String, byte[]> files;
  private final Map<String, MethodScan> methods;
  private String name;
  private String parent;
  private boolean isPlain;

  private DeadlineWeaver(
      ClassVisitor out, Map<String, byte[]> files, Map<String, MethodScan> methods) {
    super(Opcodes.ASM9, out);
    this.files = files;
    this.methods = methods;
  }

  /**
   * @param files of all classes that travel together
   */
  static byte[] weave(String name, Map<String, byte[]> files) {
    ClassWriter out = new ClassWriter(0);
    try {
      ClassReader file = new ClassReader(files.get(name));
      Map<String, MethodScan> methods = MethodScan.of(file, ClassReader.EXPAND_FRAMES);
      file.accept(new DeadlineWeaver(out, files, methods), ClassReader.EXPAND_FRAMES);
      return out.toByteArray();
    } catch (MethodTooLargeException e) {
      throw ClassRules.refused(name, "has a method too long for checks, " + e.getMethodName());
    } catch (MillraceException e) {
      throw e;
    } catch (RuntimeException e) {
      throw ClassRules.malformed(name, e);
    }
  }

  /** Whether a handler protects itself, which would let an exception run in a circle. */
  static boolean isOfItself(Label start, Label handler, String type) {
    return type == null && start == handler;
  }

  @Override
  public void visit(
      int version, int access, String own, String signature, String above, String[] interfaces) {
    name = own;
    parent = above;
    isPlain = !has(access, Opcodes.ACC_INTERFACE) && isPlainLine(above, 0);
    super.visit(version, access, own, signature, above, interfaces);
  }

  private boolean isPlainLine(String above, int length) {
    if (above == null || above.equals(OBJECT)) {
      return above != null;
    }
    byte[] file = files.get(above);
    return file != null
        && length < files.size()
        && isPlainLine(new ClassReader(file).getSuperName(), length + 1);
  }

  @Override
  public MethodVisitor visitMethod(
      int access, String method, String descriptor, String signature, String[] exceptions) {
    if (method.equals("<init>") && descriptor.equals(BLANK)) {
      throw ClassRules.refused(name, "has a constructor of Millrace's own");
    }
    return new WovenMethod(
        super.visitMethod(access, method, descriptor, signature, exceptions),
        methods.get(method + descriptor));
  }

  @Override
  public void visitEnd() {
    if (isPlain) {
      boolean isFirst = parent.equals(OBJECT);
      MethodVisitor blank = super.visitMethod(Opcodes.ACC_SYNTHETIC, "<init>", BLANK, null, null);
      blank.visitCode();
      blank.visitVarInsn(Opcodes.ALOAD, 0);
      if (!isFirst) {
        blank.visitVarInsn(Opcodes.ALOAD, 1);
      }
      blank.visitMethodInsn(
          Opcodes.INVOKESPECIAL, parent, "<init>", isFirst ? "()V" : BLANK, false);
      blank.visitInsn(Opcodes.RETURN);
      blank.visitMaxs(2, 2);
      blank.visitEnd();
    }
    super.visitEnd();
  }
}
