// SPDX-License-Identifier: Apache-2.0
package io.millrace.closure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.TypePath;

/**
 * Puts questions about the deadline into a method: at its start, because code of the class path may
 * call it for ever, and where jumps go back to. There a variable of the method's own counts down to
 * the next question, so that a turn of a loop costs a subtraction. Every frame gets that variable,
 * and the code behind a question the frame of the place that it was put into.
 */
final class WovenMethod extends MethodVisitor {
  private static final String DEADLINE = Type.getInternalName(Deadline.class);

  /** The code of a question. */
  private record Question(Label start, Label end) {}

  private record Jump(Label from, Label to) {}

  private record Protected(Label start, Label end, Label handler, String type) {}

  private final MethodScan scan;
  private final List<Question> questions = new ArrayList<>();
  private final List<Jump> jumps = new ArrayList<>();
  private final List<Protected> ranges = new ArrayList<>();
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
    } else {
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
      Question question = new Question(here(), new Label());
      questions.add(question);
      super.visitIincInsn(scan.locals(), -1);
      super.visitVarInsn(Opcodes.ILOAD, scan.locals());
      super.visitJumpInsn(Opcodes.IFGT, question.end);
      super.visitMethodInsn(Opcodes.INVOKESTATIC, DEADLINE, "more", "()I", false);
      super.visitVarInsn(Opcodes.ISTORE, scan.locals());
      super.visitLabel(question.end);
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
      ranges.add(new Protected(start, end, handler, type));
    }
  }

  /** They would have other numbers, and say nothing at run time. */
  @Override
  public AnnotationVisitor visitTryCatchAnnotation(
      int type, TypePath path, String descriptor, boolean visible) {
    return null;
  }

  @Override
  public void visitJumpInsn(int opcode, Label label) {
    jumps.add(new Jump(here(), label));
    super.visitJumpInsn(opcode, label);
  }

  @Override
  public void visitTableSwitchInsn(int low, int high, Label other, Label... cases) {
    jump(other, cases);
    super.visitTableSwitchInsn(low, high, other, cases);
  }

  @Override
  public void visitLookupSwitchInsn(Label other, int[] keys, Label[] cases) {
    jump(other, cases);
    super.visitLookupSwitchInsn(other, keys, cases);
  }

  private void jump(Label other, Label... cases) {
    Label here = here();
    jumps.add(new Jump(here, other));
    for (Label each : cases) {
      jumps.add(new Jump(here, each));
    }
  }

  private Label here() {
    Label here = new Label();
    super.visitLabel(here);
    return here;
  }

  @Override
  public void visitMaxs(int maxStack, int maxLocals) {
    ranges.forEach(this::protect);
    super.visitMaxs(maxStack + 1, maxLocals + 1);
  }

  private void protect(Protected range) {
    Label from = range.start;
    for (Question question : questions) {
      if (holds(range, question.start) && isReachedFromOutside(question.start, range)) {
        protect(range, from, question.start);
        from = question.end;
      }
    }
    protect(range, from, range.end);
  }

  private void protect(Protected range, Label from, Label to) {
    if (from.getOffset() < to.getOffset()) {
      super.visitTryCatchBlock(from, to, range.handler, range.type);
    }
  }

  private static boolean holds(Protected range, Label place) {
    return range.start.getOffset() <= place.getOffset()
        && place.getOffset() < range.end.getOffset();
  }

  /** By a jump back: what comes before it enters a loop once. */
  private boolean isReachedFromOutside(Label loop, Protected range) {
    return jumps.stream()
        .anyMatch(
            jump ->
                jump.to.getOffset() == loop.getOffset()
                    && jump.from.getOffset() > loop.getOffset()
                    && !holds(range, jump.from));
  }
}
