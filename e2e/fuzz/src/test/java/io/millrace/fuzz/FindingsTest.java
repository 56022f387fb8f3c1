// SPDX-License-Identifier: Apache-2.0
package io.millrace.fuzz;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What was found once, and what is near to what is well formed. */
class FindingsTest {
  private static final Path CORPUS = Path.of("src", "test", "resources", "corpus");

  @TestFactory
  Stream<DynamicTest> whatWasFoundOnceStaysFixed() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (Target target : Target.values()) {
      Path folder = CORPUS.resolve(target.word());
      if (Files.isDirectory(folder)) {
        try (Stream<Path> files = Files.list(folder)) {
          files
              .sorted()
              .forEach(
                  file ->
                      tests.add(
                          DynamicTest.dynamicTest(
                              target.word() + "/" + file.getFileName(),
                              () -> target.run(Files.readAllBytes(file)))));
        }
      }
    }
    return tests.stream();
  }

  @ParameterizedTest
  @EnumSource
  void whatIsNearToWellFormedIsReadOrRefused(Target target) throws Exception {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (byte[] good : Seeds.of(target)) {
      target.run(good);
      for (int i = 0; i < 300; i++) {
        byte[] near = changed(good, random);
        assertThatCode(() -> target.run(near))
            .as("seed %d, %s", seed, HexFormat.of().formatHex(near))
            .doesNotThrowAnyException();
      }
    }
  }

  private static byte[] changed(byte[] good, Random random) {
    byte[] near = java.util.Arrays.copyOf(good, Math.max(1, good.length - random.nextInt(3)));
    for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
      int at = random.nextInt(near.length);
      near[at] = random.nextBoolean() ? (byte) random.nextInt() : (byte) (near[at] + 1);
    }
    return near;
  }
}
