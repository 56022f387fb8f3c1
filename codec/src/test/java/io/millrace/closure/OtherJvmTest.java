// SPDX-License-Identifier: Apache-2.0
package io.millrace.closure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.example.risk.Band;
import org.example.risk.Level;
import org.example.risk.RiskJob;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.objectweb.asm.ClassReader;

class OtherJvmTest {
  @TempDir Path folder;

  @Test
  void aJvmWithoutTheSendersClassesRunsTheFunction() throws Exception {
    Path file = folder.resolve("function");
    Band band = new Band(Level.HIGH, List.of("a", "b"));
    Files.write(file, JvmClosure.of(RiskJob.banded(band, Level.LOW)).bytes());
    Path program = folder.resolve("io/millrace/closure/Receiver.class");
    Files.createDirectories(program.getParent());
    try (InputStream in = Receiver.class.getResourceAsStream("Receiver.class")) {
      Files.copy(in, program);
    }
    String classPath =
        String.join(
            File.pathSeparator,
            folder.toString(),
            origin(JvmClosure.class),
            origin(ClassReader.class));
    assertThat(OtherJvm.run(List.of(), classPath, Receiver.class, file.toString(), "41"))
        .isEqualTo("HIGH a/b41");
  }

  /** The numbers from 0 to 9,999, and no loader left. */
  @Test
  void tenThousandFunctionsComeAndGoInASmallMetaspace() throws Exception {
    List<String> options = List.of("-XX:MaxMetaspaceSize=128m", "-Xmx256m", "-XX:+UseSerialGC");
    String classPath = System.getProperty("java.class.path");
    assertThat(OtherJvm.run(options, classPath, ManyClosures.class, "10000"))
        .isEqualTo("49995000 0");
  }

  private static String origin(Class<?> type) throws URISyntaxException {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
  }
}
