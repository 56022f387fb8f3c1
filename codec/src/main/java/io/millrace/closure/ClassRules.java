// SPDX-License-Identifier: Apache-2.0
package io.millrace.closure;

import static io.millrace.closure.ClassModel.has;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import io.millrace.trust.SignedBody;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * What a class that comes with the bytes must keep to before it is defined. These rules find
 * mistakes and keep the deadline woven in; they are no sandbox: who may ship code is the
 * signature's business.
 */
final class ClassRules extends ClassVisitor {
  private static final int LOWEST = Opcodes.V1_8;

  private final String name;

  private ClassRules(String name) {
    super(Opcodes.ASM9);
    this.name = name;
  }

  static void check(ClassArchive archive) {
    archive.classes().forEach(ClassRules::check);
  }

  private static void check(String name, byte[] file) {
    if (TravelNames.isReserved(name)) {
      throw refused(name, "has a name of the JVM, of Flink or of Millrace");
    }
    int highest = SignedBody.CLASS_LEVEL;
    int version = file.length < 8 ? 0 : ((file[6] & 0xff) << 8) | (file[7] & 0xff);
    if (version < LOWEST || version > highest) {
      throw refused(
          name, "is of class file version " + version + ", expected " + LOWEST + " to " + highest);
    }
    if (file[4] != 0 || file[5] != 0) {
      throw refused(name, "uses preview features");
    }
    try {
      new ClassReader(file).accept(new ClassRules(name), 0);
    } catch (MillraceException e) {
      throw e;
    } catch (RuntimeException e) {
      // Whatever the reader stumbles over in damaged class files.
      throw malformed(name, e);
    }
  }

  @Override
  public void visit(
      int version, int access, String own, String signature, String parent, String[] interfaces) {
    if (!own.equals(name)) {
      throw refused(name, "calls itself " + TravelNames.dotted(own));
    }
    if (has(access, Opcodes.ACC_MODULE)) {
      throw refused(name, "is a module");
    }
  }

  @Override
  public MethodVisitor visitMethod(
      int access, String method, String descriptor, String signature, String[] exceptions) {
    if (has(access, Opcodes.ACC_NATIVE)) {
      throw refused(name, "has the native method " + method);
    }
    if (method.equals("finalize") && descriptor.equals("()V")) {
      throw refused(name, "has a finalizer");
    }
    return new Handlers(method);
  }

  static MillraceException malformed(String name, Throwable cause) {
    return new MillraceException(
        ErrorCode.MALFORMED_BYTES,
        "Cannot define class " + TravelNames.dotted(name) + ": its class file is damaged",
        cause);
  }

  static MillraceException refused(String name, String found) {
    return new MillraceException(
        ErrorCode.UNTRUSTED_FUNCTION,
        "Cannot define class " + TravelNames.dotted(name) + ": it " + found);
  }

  /**
   * Handlers come behind what they protect, as compilers put them: an exception is no way back in
   * the code, so that every loop passes a jump which is watched. What protects its own start, as
   * compilers write for monitors, is left out by {@link DeadlineWeaver}.
   */
  private final class Handlers extends MethodVisitor {
    private final String method;
    private final Map<Label, Integer> places = new HashMap<>();
    private final List<Label[]> ranges = new ArrayList<>();

    Handlers(String method) {
      super(Opcodes.ASM9);
      this.method = method;
    }

    @Override
    public void visitTryCatchBlock(Label start, Label end, Label handler, String type) {
      if (!DeadlineWeaver.isOfItself(start, handler, type)) {
        ranges.add(new Label[] {end, handler});
      }
    }

    @Override
    public void visitLabel(Label label) {
      places.put(label, places.size());
    }

    @Override
    public void visitEnd() {
      for (Label[] each : ranges) {
        if (places.get(each[1]) < places.get(each[0])) {
          throw refused(
              name, "handles exceptions of " + method + " before the code they come from");
        }
      }
    }
  }
}
