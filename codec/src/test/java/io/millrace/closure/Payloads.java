// SPDX-License-Identifier: Apache-2.0
package io.millrace.closure;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Functions as bytes that no honest sender writes. */
final class Payloads {
  static final String FUNCTION = "(Ljava/lang/Object;)Ljava/lang/Object;";

  private Payloads() {}

  /** A class with a static method {@code f} that gives a number. */
  static byte[] constant(String name, int number) {
    return with(name, out -> {}, number);
  }

  static byte[] with(String name, Consumer<ClassWriter> more) {
    return with(name, more, 0);
  }

  private static byte[] with(String name, Consumer<ClassWriter> more, int number) {
    ClassWriter out = new ClassWriter(0);
    out.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, name, null, "java/lang/Object", null);
    MethodVisitor f =
        out.visitMethod(Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC, "f", FUNCTION, null, null);
    f.visitCode();
    f.visitLdcInsn(number);
    f.visitMethodInsn(
        Opcodes.INVOKESTATIC, "java/lang/Integer", "valueOf", "(I)Ljava/lang/Integer;", false);
    f.visitInsn(Opcodes.ARETURN);
    f.visitMaxs(1, 1);
    f.visitEnd();
    more.accept(out);
    out.visitEnd();
    return out.toByteArray();
  }

  /** A reference to a static method of the form of {@code f}, as {@code Function}. */
  static byte[] reference(Map<String, byte[]> classes, String owner, String method) {
    return closure(classes, lambda(6, owner, method, FUNCTION));
  }

  static byte[] lambda(int kind, String owner, String method, String type) {
    ByteWriter values = new ByteWriter();
    values.putByte(ValueTag.LAMBDA.ordinal());
    new LambdaForm(
            "java/util/function/Function", "apply", FUNCTION, kind, owner, method, type, FUNCTION)
        .write(values);
    values.putVarint(0);
    return values.toByteArray();
  }

  static byte[] closure(Map<String, byte[]> classes, byte[] values) {
    ByteWriter archive = new ByteWriter();
    List<String> names = classes.keySet().stream().sorted().toList();
    archive.putVarint(names.size());
    for (String name : names) {
      archive.putText(name);
      archive.putBytes(classes.get(name));
    }
    ByteWriter out = new ByteWriter();
    out.putFixed(0x4d4c4a43, 4);
    out.putByte(1);
    out.putBytes(archive.toByteArray());
    out.putRaw(values);
    return out.toByteArray();
  }
}
