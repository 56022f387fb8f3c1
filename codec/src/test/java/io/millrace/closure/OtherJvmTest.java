// SPDX-License-Identifier: Apache-2.0
package io.millrace.closure;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.expr.Exprs;
import io.millrace.session.SessionContext;
import io.millrace.trust.Algorithm;
import io.millrace.trust.KeySet;
import io.millrace.trust.SignedBody;
import io.millrace.trust.SignedEnvelope;
import io.millrace.trust.SigningKey;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.example.risk.Band;
import org.example.risk.Functions;
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
    copyHere(Receiver.class);
    String classPath =
        String.join(
            File.pathSeparator,
            folder.toString(),
            origin(JvmClosure.class),
            origin(ClassReader.class));
    assertThat(OtherJvm.run(List.of(), classPath, Receiver.class, file.toString(), "41"))
        .isEqualTo("HIGH a/b41");
  }

  /** The receiver has our jars alone; what it loads and defines is in the log of its JVM. */
  @Test
  void withoutASignatureThatHoldsNoClassIsDefined() throws Exception {
    byte[] bytes = SessionContext.create().encode(Functions.above(20).call(Exprs.col("a")));
    SigningKey ann = SigningKey.generate("ann", Algorithm.ED25519);
    SigningKey eve = SigningKey.generate("ann", Algorithm.ED25519);
    SignedBody body =
        SignedBody.expression("job", Instant.EPOCH, Instant.EPOCH.plusSeconds(1), bytes);
    Files.write(folder.resolve("expression"), bytes);
    Files.writeString(folder.resolve("keys"), KeySet.of(ann.trusted()).text());
    Files.writeString(folder.resolve("signed"), SignedEnvelope.sign(body, ann).text());
    Files.writeString(folder.resolve("forged"), SignedEnvelope.sign(body, eve).text());
    copyHere(GatedReceiver.class);

    assertThat(received("signed")).isEqualTo("true");
    assertThat(loaded()).contains(Functions.class.getName());
    assertThat(received("forged")).isEqualTo("BAD_SIGNATURE");
    assertThat(loaded()).noneMatch(name -> name.startsWith("org.example."));
    assertThat(received()).isEqualTo("UNTRUSTED_FUNCTION");
    assertThat(loaded())
        .contains(GatedReceiver.class.getName())
        .noneMatch(name -> name.startsWith("org.example."))
        .doesNotContain(ClosureLoader.class.getName());
  }

  private String received(String... envelope) throws Exception {
    List<String> files = new ArrayList<>(List.of("expression", "keys"));
    files.addAll(List.of(envelope));
    String jars =
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> !Path.of(entry).endsWith("test-classes"))
            .collect(Collectors.joining(File.pathSeparator));
    return OtherJvm.run(
        List.of("-Xlog:class+load=info:file=" + folder.resolve("log")),
        folder + File.pathSeparator + jars,
        GatedReceiver.class,
        files.stream().map(file -> folder.resolve(file).toString()).toArray(String[]::new));
  }

  /** The names of classes in the log. */
  private List<String> loaded() throws IOException {
    return Files.readAllLines(folder.resolve("log")).stream()
        .map(line -> line.replaceFirst("^(\\[[^]]*\\])+ (\\S+).*", "$2"))
        .toList();
  }

  private void copyHere(Class<?> program) throws IOException {
    Path file = folder.resolve(program.getName().replace('.', '/') + ".class");
    Files.createDirectories(file.getParent());
    try (InputStream in = program.getResourceAsStream(program.getSimpleName() + ".class")) {
      Files.copy(in, file);
    }
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
