// SPDX-License-Identifier: Apache-2.0
package io.millrace.closure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import org.example.risk.Band;
import org.example.risk.Level;
import org.example.risk.Positive;
import org.example.risk.RiskJob;
import org.example.risk.Threshold;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

class HostileClosureTest {
  private static final ClassLoader STRANGER = ClassLoader.getPlatformClassLoader();
  private static final String OWN = "org/example/hostile/Code";

  @Test
  void thePayloadsOfTheseTestsRunWhereNothingIsWrong() {
    byte[] bytes = Payloads.reference(Map.of(OWN, Payloads.constant(OWN, 7)), OWN, "f");
    assertThat(made(bytes)).isInstanceOfSatisfying(Function.class, HostileClosureTest::isSeven);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "java/lang/Code",
        "javax/Code",
        "jdk/internal/Code",
        "sun/misc/Code",
        "com/sun/Code",
        "org/apache/flink/Code",
        "org/apache/arrow/Code",
        "io/millrace/Code",
        "io/millrace/closure/Deadline"
      })
  void classesOfOthersAreNotDefined(String name) {
    assertRefused(name, Payloads.constant(name, 7), "has a name of the JVM, of Flink or of");
  }

  @Test
  void classesThatNoLoaderShouldDefineAreRefused() {
    assertRefused(OWN, Payloads.constant("org/example/hostile/Other", 7), "calls itself");
    assertRefused(OWN, versioned(250, 0), "is of class file version 250, expected 52 to ");
    assertRefused(OWN, versioned(51, 0), "is of class file version 51");
    assertRefused(OWN, versioned(61, 0xffff), "uses preview features");
    assertRefused(OWN, Payloads.with(OWN, HostileClosureTest::addNative), "native method open");
    assertRefused(OWN, Payloads.with(OWN, HostileClosureTest::addFinalizer), "has a finalizer");
    assertRefused(
        OWN, Payloads.with(OWN, HostileClosureTest::addCircle), "handles exceptions of circle");
  }

  @Test
  void aClassOfTheJobIsNotHidden() {
    String name = Level.class.getName().replace('.', '/');
    byte[] bytes = Payloads.reference(Map.of(name, Payloads.constant(name, 7)), name, "f");
    assertThatExceptionOfType(MillraceException.class)
        .isThrownBy(() -> JvmClosure.read(bytes).instantiate(Level.class.getClassLoader()))
        .withMessageContaining("would hide a class of the job whose code is another")
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.UNTRUSTED_FUNCTION));
    assertThat(made(bytes)).isInstanceOfSatisfying(Function.class, HostileClosureTest::isSeven);
  }

  @Test
  void tooManyOrTooLargeClassesAreRefusedBeforeTheyAreRead() {
    Map<String, byte[]> many = new HashMap<>();
    for (int i = 0; i < 65; i++) {
      many.put(OWN + i, new byte[0]);
    }
    assertExceeded(
        Payloads.reference(many, OWN + 1, "f"), "65 classes, expected at most maxClasses = 64");
    assertExceeded(
        Payloads.reference(Map.of(OWN, new byte[1 << 20]), OWN, "f"),
        "expected at most maxClassBytes = 1048576");
  }

  @Test
  void damagedClassFilesAreTypedErrors() {
    assertMalformed(Payloads.reference(Map.of(OWN, versionedGarbage()), OWN, "f"));
  }

  /** Reading, comparing and asking for names must not run what came. */
  @Test
  void nothingRunsBeforeTheFunctionIsMade() {
    System.clearProperty("hostile.ran");
    byte[] file = Payloads.with(OWN, HostileClosureTest::addInitialiser);
    JvmClosure closure = JvmClosure.read(Payloads.reference(Map.of(OWN, file), OWN, "f"));
    assertThat(closure.classNames()).hasSize(1);
    assertThat(closure.toString()).contains("org.example.hostile.Code");
    assertThat(System.getProperty("hostile.ran")).isNull();
  }

  @Test
  void deserializersOfTheClassPathAreOutOfReach() {
    byte[] values =
        Payloads.lambda(
            6,
            RiskJob.class.getName().replace('.', '/'),
            "$deserializeLambda$",
            "(Ljava/lang/invoke/SerializedLambda;)Ljava/lang/Object;");
    byte[] bytes = Payloads.closure(Map.of(), values);
    assertThatExceptionOfType(MillraceException.class)
        .isThrownBy(() -> JvmClosure.read(bytes).instantiate(RiskJob.class.getClassLoader()))
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.MALFORMED_BYTES));
  }

  @Test
  void objectsOfTheClassPathAreNotMade() {
    ByteWriter values = new ByteWriter();
    values.putByte(ValueTag.OBJECT.ordinal());
    values.putText(Threshold.class.getName());
    values.putVarint(0);
    byte[] bytes = Payloads.closure(Map.of(), values.toByteArray());
    assertThatExceptionOfType(MillraceException.class)
        .isThrownBy(() -> JvmClosure.read(bytes).instantiate(Threshold.class.getClassLoader()))
        .withMessageContaining("which did not come along");
  }

  @Test
  void aNewerFormIsNamed() {
    byte[] bytes = Payloads.closure(Map.of(), new byte[0]);
    bytes[4] = 2;
    assertThatExceptionOfType(MillraceException.class)
        .isThrownBy(() -> JvmClosure.read(bytes))
        .withMessage("Cannot read function: its form is of version 2, expected 1");
  }

  @Test
  void damagedBytesNeverFailOtherwise() {
    long seed = Long.getLong("millrace.test.seed", System.nanoTime());
    System.out.println("seed " + seed + " (-Dmillrace.test.seed)");
    Random random = new Random(seed);
    List<byte[]> honest = new ArrayList<>();
    honest.add(Payloads.reference(Map.of(OWN, Payloads.constant(OWN, 7)), OWN, "f"));
    honest.add(JvmClosure.of(RiskJob.banded(new Band(Level.LOW, List.of("a")), null)).bytes());
    honest.add(JvmClosure.of(new Threshold(1, 2)).bytes());
    honest.add(JvmClosure.of(RiskJob.sorted(Map.of("a", 1L, "b", 2L))).bytes());
    for (int i = 0; i < 2000; i++) {
      byte[] bytes = honest.get(i % honest.size()).clone();
      // Mostly behind the classes, where captured values are.
      int from = random.nextBoolean() ? Math.max(0, bytes.length - 300) : 0;
      for (int j = random.nextInt(3); j >= 0; j--) {
        bytes[from + random.nextInt(bytes.length - from)] = (byte) random.nextInt();
      }
      try {
        JvmClosure.read(bytes).instantiate(STRANGER);
      } catch (MillraceException e) {
        assertThat(e.getMessage()).startsWith("Cannot ");
      } catch (Throwable e) {
        throw new AssertionError("seed " + seed + ", case " + i, e);
      }
    }
  }

  @SuppressWarnings("unchecked")
  @Test
  void whateverConstructorsThrowIsAnErrorOfTheBytes() {
    byte[] bytes = JvmClosure.of(RiskJob.captured(new Positive(7))).bytes();
    assertThat(bytes[bytes.length - 1]).isEqualTo((byte) 14);
    bytes[bytes.length - 1] = 13;
    assertThatExceptionOfType(MillraceException.class)
        .isThrownBy(() -> made(bytes))
        .withMessageContaining("-7 is not positive")
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.MALFORMED_BYTES));
  }

  @Test
  void theTextOfWhatIsThrownMayFail() {
    RuntimeException wordless =
        new RuntimeException() {
          @Override
          public String getMessage() {
            throw new IllegalStateException();
          }
        };
    assertThat(Thrown.text(wordless))
        .contains(wordless.getClass().getName(), "IllegalStateException");
    assertThat(Thrown.text(new Error("no"))).isEqualTo("java.lang.Error: no");
  }

  private static void isSeven(Function<?, ?> function) {
    assertThat(((Function<Object, Object>) function).apply(null)).isEqualTo(7);
  }

  private static Object made(byte[] bytes) {
    return JvmClosure.read(bytes).instantiate(STRANGER);
  }

  private static byte[] versioned(int major, int minor) {
    byte[] file = Payloads.constant(OWN, 7);
    file[4] = (byte) (minor >> 8);
    file[5] = (byte) minor;
    file[6] = (byte) (major >> 8);
    file[7] = (byte) major;
    return file;
  }

  private static byte[] versionedGarbage() {
    byte[] file = new byte[40];
    file[7] = 61;
    file[9] = 20;
    return file;
  }

  private static void addNative(ClassWriter out) {
    out.visitMethod(Opcodes.ACC_NATIVE, "open", "()V", null, null).visitEnd();
  }

  private static void addFinalizer(ClassWriter out) {
    MethodVisitor method = out.visitMethod(Opcodes.ACC_PROTECTED, "finalize", "()V", null, null);
    method.visitCode();
    method.visitInsn(Opcodes.RETURN);
    method.visitMaxs(0, 1);
    method.visitEnd();
  }

  /** Throws into itself for ever, without a jump. */
  private static void addCircle(ClassWriter out) {
    MethodVisitor method = out.visitMethod(Opcodes.ACC_STATIC, "circle", "()V", null, null);
    method.visitCode();
    Label handler = new Label();
    Label start = new Label();
    Label end = new Label();
    method.visitTryCatchBlock(start, end, handler, null);
    method.visitInsn(Opcodes.ACONST_NULL);
    method.visitLabel(handler);
    method.visitFrame(Opcodes.F_FULL, 0, new Object[0], 1, new Object[] {"java/lang/Throwable"});
    method.visitInsn(Opcodes.NOP);
    method.visitLabel(start);
    method.visitInsn(Opcodes.ATHROW);
    method.visitLabel(end);
    method.visitMaxs(1, 0);
    method.visitEnd();
  }

  private static void addInitialiser(ClassWriter out) {
    MethodVisitor method = out.visitMethod(Opcodes.ACC_STATIC, "<clinit>", "()V", null, null);
    method.visitCode();
    method.visitLdcInsn("hostile.ran");
    method.visitInsn(Opcodes.DUP);
    method.visitMethodInsn(
        Opcodes.INVOKESTATIC,
        "java/lang/System",
        "setProperty",
        "(Ljava/lang/String;Ljava/lang/String;)Ljava/lang/String;",
        false);
    method.visitInsn(Opcodes.POP);
    method.visitInsn(Opcodes.RETURN);
    method.visitMaxs(2, 0);
    method.visitEnd();
  }

  private static void assertRefused(String name, byte[] file, String found) {
    byte[] bytes = Payloads.reference(Map.of(name, file), name, "f");
    assertThatExceptionOfType(MillraceException.class)
        .isThrownBy(() -> made(bytes))
        .withMessageStartingWith("Cannot define class " + name.replace('/', '.') + ": it ")
        .withMessageContaining(found)
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.UNTRUSTED_FUNCTION));
  }

  private static void assertExceeded(byte[] bytes, String found) {
    assertThatExceptionOfType(MillraceException.class)
        .isThrownBy(() -> JvmClosure.read(bytes))
        .withMessageContaining(found)
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.LIMIT_EXCEEDED));
  }

  private static void assertMalformed(byte[] bytes) {
    assertThatExceptionOfType(MillraceException.class)
        .isThrownBy(() -> made(bytes))
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.MALFORMED_BYTES));
  }
}
