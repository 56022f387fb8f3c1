// SPDX-License-Identifier: Apache-2.0
package io.millrace.conformance;

import io.millrace.memory.ArrowMemory;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.flink.annotation.Internal;

/**
 * {@code millrace conformance CASES OUT [--only AREA]}: reads every {@code *.jsonl.gz} in CASES
 * with its {@code inputs/} and writes one line of results a case.
 */
@Internal
public final class Conformance {
  private static final long MEMORY = 1L << 30;

  private Conformance() {}

  public static void main(String[] args) throws IOException {
    boolean only = args.length == 4 && args[2].equals("--only");
    if (args.length != 2 && !only) {
      System.err.println("Cannot run conformance: expected CASES OUT [--only AREA]");
      System.exit(2);
    }
    Path cases = Path.of(args[0]);
    if (!Files.isDirectory(cases)) {
      System.err.println("Cannot run conformance: no directory " + cases);
      System.exit(2);
    }
    run(cases, Path.of(args[1]), only ? args[3] : null);
  }

  private static void run(Path cases, Path out, String area) throws IOException {
    try (BufferAllocator allocator = ArrowMemory.newAllocator("conformance", MEMORY);
        InputTables tables = new InputTables(cases.resolve("inputs"), allocator);
        BufferedWriter writer = Files.newBufferedWriter(out, StandardCharsets.UTF_8)) {
      Evaluation evaluation = new Evaluation(tables, allocator);
      for (Path file : corpora(cases, area)) {
        long start = System.nanoTime();
        int count = run(file, evaluation, writer);
        System.err.printf(
            "%-24s %6d cases %6.1f s%n",
            file.getFileName().toString().replace(".jsonl.gz", ""),
            count,
            (System.nanoTime() - start) / 1e9);
      }
    }
  }

  private static List<Path> corpora(Path cases, String area) throws IOException {
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(cases, "*.jsonl.gz")) {
      for (Path file : all) {
        if (area == null || file.getFileName().toString().equals(area + ".jsonl.gz")) {
          files.add(file);
        }
      }
    }
    if (files.isEmpty()) {
      throw new IOException(
          "Cannot run conformance: no " + (area == null ? "*" : area) + ".jsonl.gz in " + cases);
    }
    Collections.sort(files);
    return files;
  }

  private static int run(Path file, Evaluation evaluation, BufferedWriter writer)
      throws IOException {
    int count = 0;
    try (InputStream bytes = new GZIPInputStream(Files.newInputStream(file));
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        writer.write(evaluation.of(Case.parse(line)).toJson());
        writer.newLine();
        count++;
      }
    }
    return count;
  }
}
