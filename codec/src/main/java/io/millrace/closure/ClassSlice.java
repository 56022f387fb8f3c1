// SPDX-License-Identifier: Apache-2.0
package io.millrace.closure;

import java.util.Set;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.Attribute;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.RecordComponentVisitor;
import org.objectweb.asm.TypePath;

/**
 * A class file cut down to some of its members. What only compilers and debuggers read goes, but
 * source lines stay for stack traces. The same class and members give the same bytes.
 */
final class ClassSlice extends ClassVisitor {
  private final Set<String> members;
  private final Set<String> classes;

  private ClassSlice(ClassVisitor out, Set<String> members, Set<String> classes) {
    super(Opcodes.ASM9, out);
    this.members = members;
    this.classes = classes;
  }

  /**
   * @param members that stay, by name and descriptor
   * @param classes that will be there beside this one
   */
  static byte[] of(byte[] file, Set<String> members, Set<String> classes) {
    ClassWriter out = new ClassWriter(0);
    new ClassReader(file).accept(new ClassSlice(out, members, classes), 0);
    return out.toByteArray();
  }

  @Override
  public void visit(
      int version, int access, String own, String signature, String parent, String[] interfaces) {
    super.visit(version, access, own, null, parent, interfaces);
  }

  @Override
  public void visitNestMember(String member) {
    if (classes.contains(member)) {
      super.visitNestMember(member);
    }
  }

  @Override
  public void visitPermittedSubclass(String subclass) {
    if (classes.contains(subclass)) {
      super.visitPermittedSubclass(subclass);
    }
  }

  @Override
  public void visitInnerClass(String inner, String outer, String simpleName, int access) {
    if (classes.contains(inner) && (outer == null || classes.contains(outer))) {
      super.visitInnerClass(inner, outer, simpleName, access);
    }
  }

  @Override
  public void visitOuterClass(String owner, String method, String descriptor) {
    if (classes.contains(owner)) {
      super.visitOuterClass(owner, null, null);
    }
  }

  @Override
  public AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
    return null;
  }

  @Override
  public AnnotationVisitor visitTypeAnnotation(
      int typeRef, TypePath path, String descriptor, boolean visible) {
    return null;
  }

  @Override
  public void visitAttribute(Attribute attribute) {
    // Of a compiler's own; may name what does not travel.
  }

  @Override
  public RecordComponentVisitor visitRecordComponent(
      String component, String descriptor, String signature) {
    RecordComponentVisitor out = super.visitRecordComponent(component, descriptor, null);
    return new RecordComponentVisitor(Opcodes.ASM9, out) {
      @Override
      public AnnotationVisitor visitAnnotation(String type, boolean visible) {
        return null;
      }

      @Override
      public AnnotationVisitor visitTypeAnnotation(
          int typeRef, TypePath path, String type, boolean visible) {
        return null;
      }
    };
  }

  @Override
  public FieldVisitor visitField(
      int access, String field, String descriptor, String signature, Object value) {
    if (!members.contains(field + descriptor)) {
      return null;
    }
    super.visitField(access, field, descriptor, null, value).visitEnd();
    return null;
  }

  @Override
  public MethodVisitor visitMethod(
      int access, String method, String descriptor, String signature, String[] exceptions) {
    if (!members.contains(method + descriptor)) {
      return null;
    }
    return new Body(super.visitMethod(access, method, descriptor, null, null));
  }

  private static final class Body extends MethodVisitor {
    Body(MethodVisitor out) {
      super(Opcodes.ASM9, out);
    }

    @Override
    public void visitParameter(String parameter, int access) {
      // For reflection only.
    }

    @Override
    public AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
      return null;
    }

    @Override
    public AnnotationVisitor visitAnnotationDefault() {
      return null;
    }

    @Override
    public AnnotationVisitor visitTypeAnnotation(
        int typeRef, TypePath path, String descriptor, boolean visible) {
      return null;
    }

    @Override
    public void visitAnnotableParameterCount(int count, boolean visible) {
      // No annotations, no count of them.
    }

    @Override
    public AnnotationVisitor visitParameterAnnotation(
        int parameter, String descriptor, boolean visible) {
      return null;
    }

    @Override
    public AnnotationVisitor visitInsnAnnotation(
        int typeRef, TypePath path, String descriptor, boolean visible) {
      return null;
    }

    @Override
    public AnnotationVisitor visitTryCatchAnnotation(
        int typeRef, TypePath path, String descriptor, boolean visible) {
      return null;
    }

    @Override
    public AnnotationVisitor visitLocalVariableAnnotation(
        int typeRef,
        TypePath path,
        Label[] start,
        Label[] end,
        int[] index,
        String descriptor,
        boolean visible) {
      return null;
    }

    @Override
    public void visitAttribute(Attribute attribute) {
      // Of a compiler's own.
    }

    @Override
    public void visitLocalVariable(
        String variable, String descriptor, String signature, Label start, Label end, int index) {
      // For debuggers only.
    }
  }
}
