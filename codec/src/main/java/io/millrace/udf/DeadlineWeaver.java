// SPDX-License-Identifier: Apache-2.0
package io.millrace.udf;

import static io.millrace.udf.ClassModel.has;

import io.millrace.MillraceException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodTooLargeException;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Puts {@link Deadline#check} at the start of methods and before jumps back. The call takes nothing
 * from the stack and leaves nothing there, so stack frames stay as they are. Adds the {@link Blank}
 * constructor to classes whose ancestors all travel.
 */
final class DeadlineWeaver extends ClassVisitor {
  private static final String DEADLINE = Type.getInternalName(Deadline.class);
  private static final String BLANK =
      Type.getMethodDescriptor(Type.VOID_TYPE, Type.getType(Blank.class));
  private static final String OBJECT = "java/lang/Object";

  private final Map<String, byte[]> files;
  private String name;
  private String parent;
  private boolean isPlain;

  private DeadlineWeaver(ClassVisitor out, Map<String, byte[]> files) {
    super(Opcodes.ASM9, out);
    this.files = files;
  }

  /**
   * @param files of all classes that travel together
   */
  static byte[] weave(String name, Map<String, byte[]> files) {
    ClassWriter out = new ClassWriter(0);
    try {
      new ClassReader(files.get(name)).accept(new DeadlineWeaver(out, files), 0);
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
    return new Body(super.visitMethod(access, method, descriptor, signature, exceptions));
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

  private static final class Body extends MethodVisitor {
    private final Set<Label> passed = new HashSet<>();

    Body(MethodVisitor out) {
      super(Opcodes.ASM9, out);
    }

    @Override
    public void visitCode() {
      super.visitCode();
      check();
    }

    @Override
    public void visitLabel(Label label) {
      passed.add(label);
      super.visitLabel(label);
    }

    @Override
    public void visitTryCatchBlock(Label start, Label end, Label handler, String type) {
      if (!isOfItself(start, handler, type)) {
        super.visitTryCatchBlock(start, end, handler, type);
      }
    }

    @Override
    public void visitJumpInsn(int opcode, Label label) {
      checkBefore(label);
      super.visitJumpInsn(opcode, label);
    }

    @Override
    public void visitTableSwitchInsn(int low, int high, Label other, Label... labels) {
      checkBefore(other, labels);
      super.visitTableSwitchInsn(low, high, other, labels);
    }

    @Override
    public void visitLookupSwitchInsn(Label other, int[] keys, Label[] labels) {
      checkBefore(other, labels);
      super.visitLookupSwitchInsn(other, keys, labels);
    }

    private void checkBefore(Label first, Label... others) {
      boolean isBack = passed.contains(first);
      for (Label each : others) {
        isBack |= passed.contains(each);
      }
      if (isBack) {
        check();
      }
    }

    private void check() {
      super.visitMethodInsn(Opcodes.INVOKESTATIC, DEADLINE, "check", "()V", false);
    }
  }
}
