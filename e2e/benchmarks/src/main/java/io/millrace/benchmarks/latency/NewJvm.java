// SPDX-License-Identifier: Apache-2.0
package io.millrace.benchmarks.latency;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A JVM like this one for {@link ColdStart}. */
final class NewJvm {
  private NewJvm() {}

  /** What it says that the first value took. */
  static double micros(String contestant, Path expression) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(option -> option.startsWith("--add-opens"))
        .forEach(command::add);
    command.addAll(
        List.of(
            "-Xmx256m",
            "-cp",
            System.getProperty("java.class.path"),
            ColdStart.class.getName(),
            contestant,
            expression.toString()));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String said =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    int tab = said.indexOf('\t');
    if (tab < 0) {
      throw new IOException("Cannot start " + contestant + ": it said \"" + said + "\"");
    }
    return Double.parseDouble(said.substring(0, tab));
  }
}
