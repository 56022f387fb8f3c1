// SPDX-License-Identifier: Apache-2.0
package io.millrace.benchmarks.latency;

import io.millrace.benchmarks.workload.Rows;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The first expression of a JVM: {@code ColdStart millrace|CEL FILE} prints the microseconds from
 * the expression in the file to its value, classes to be loaded included, and the value.
 */
public final class ColdStart {
  private ColdStart() {}

  public static void main(String[] arguments) throws IOException {
    byte[] expression = Files.readAllBytes(Path.of(arguments[1]));
    Rows rows = Rows.generate(1);
    long start = System.nanoTime();
    Object value =
        arguments[0].equals(Engine.NAME)
            ? new Engine(rows).value(expression)
            : new CelPeer(rows).value(new String(expression, StandardCharsets.UTF_8));
    System.out.println((System.nanoTime() - start) / 1e3 + "\t" + value);
  }
}
