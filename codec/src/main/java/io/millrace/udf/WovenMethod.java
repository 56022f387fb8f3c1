// SPDX-License-Identifier: Apache-2.0
package io.millrace.udf;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Puts questions about the deadline into a method: at its start, unless it neither loops nor calls
 * anything, and where jumps go back to. There a variable of the method's own counts down to the
 * next question, so that a turn of a loop costs a subtraction. Every frame gets that variable, and
 * the code behind a question the frame of the place that it was put into.
 */
final class WovenMethod extends MethodVisitor {
  private static final String DEADLINE = Type.getInternalName(Deadline.class);

  private final MethodScan scan;
  private int labels;
  private boolean atLoop;

  WovenMethod(MethodVisitor out, MethodScan scan) {
    super(Opcodes.ASM9, out);
    this.scan = scan;
  }

  @Override
  public void visitCode() {
    super.visitCode();
    if (scan.hasLoops()) {
      super.visitMethodInsn(Opcodes.INVOKESTATIC, DEADLINE, "begin", "()I", false);
      super.visitVarInsn(Opcodes.ISTORE, scan.locals());
    } else if (scan.calls()) {
      super.visitMethodInsn(Opcodes.INVOKESTATIC, DEADLINE, "check", "()V", false);
    }
  }

  @Override
  public void visitLabel(Label label) {
    super.visitLabel(label);
    atLoop |= scan.loops().contains(labels++);
  }

  /** Comes behind the labels of its place: where a jump goes to there is always one. */
  @Override
  public void visitFrame(int type, int locals, Object[] local, int depth, Object[] stack) {
    if (!scan.hasLoops()) {
      super.visitFrame(type, locals, local, depth, stack);
      return;
    }
    Object[] counted = counted(locals, local);
    super.visitFrame(type, counted.length, counted, depth, stack);
    if (atLoop) {
      atLoop = false;
      Label on = new Label();
      super.visitIincInsn(scan.locals(), -1);
      super.visitVarInsn(Opcodes.ILOAD, scan.locals());
      super.visitJumpInsn(Opcodes.IFGT, on);
      super.visitMethodInsn(Opcodes.INVOKESTATIC, DEADLINE, "more", "()I", false);
      super.visitVarInsn(Opcodes.ISTORE, scan.locals());
      super.visitLabel(on);
      super.visitFrame(type, counted.length, counted, depth, stack);
    }
  }

  private Object[] counted(int locals, Object[] local) {
    List<Object> all = new ArrayList<>(Arrays.asList(local).subList(0, locals));
    int places = 0;
    for (Object each : all) {
      places += Opcodes.LONG.equals(each) || Opcodes.DOUBLE.equals(each) ? 2 : 1;
    }
    for (; places < scan.locals(); places++) {
      all.add(Opcodes.TOP);
    }
    all.add(Opcodes.INTEGER);
    return all.toArray();
  }

  @Override
  public void visitTryCatchBlock(Label start, Label end, Label handler, String type) {
    if (!DeadlineWeaver.isOfItself(start, handler, type)) {
      super.visitTryCatchBlock(start, end, handler, type);
    }
  }

  @Override
  public void visitMaxs(int maxStack, int maxLocals) {
    super.visitMaxs(maxStack + 1, maxLocals + 1);
  }
}
