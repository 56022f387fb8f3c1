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
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.flink.annotation.Internal;

/**
 * {@code millrace conformance CASES OUT [--only AREA] [--mode row|block|fused|all]}: reads every
 * {@code *.jsonl.gz} in CASES with its {@code inputs/} and writes one line of results a case. Where
 * expressions over rows are run in all modes, as they are unless one is asked for, a case whose
 * answers differ is a defect.
 */
@Internal
public final class Conformance {
  private static final long MEMORY = 1L << 30;

  private Conformance() {}

  public static void main(String[] args) throws IOException {
    Map<String, String> options = new HashMap<>();
    for (int i = 2; i + 1 < args.length; i += 2) {
      options.put(args[i], args[i + 1]);
    }
    String mode = options.getOrDefault("--mode", "all");
    if (args.length < 2
        || args.length % 2 == 1
        || !Set.of("--only", "--mode").containsAll(options.keySet())
        || !Set.of("row", "block", "fused", "all").contains(mode)) {
      System.err.println(
          "Cannot run conformance: expected CASES OUT [--only AREA] [--mode row|block|fused|all]");
      System.exit(2);
    }
    Path cases = Path.of(args[0]);
    if (!Files.isDirectory(cases)) {
      System.err.println("Cannot run conformance: no directory " + cases);
      System.exit(2);
    }
    Mode one = mode.equals("all") ? null : Mode.valueOf(mode.toUpperCase(Locale.ROOT));
    int defects = run(cases, Path.of(args[1]), options.get("--only"), one);
    if (defects > 0) {
      System.err.println("Cannot evaluate " + defects + " cases: defects of this library");
      System.exit(1);
    }
  }

  /** The number of cases that failed otherwise than by a refusal, or differ between modes. */
  private static int run(Path cases, Path out, String area, Mode mode) throws IOException {
    try (BufferAllocator allocator = ArrowMemory.newAllocator("conformance", MEMORY);
        InputTables tables = new InputTables(cases.resolve("inputs"), allocator);
        BufferedWriter writer = Files.newBufferedWriter(out, StandardCharsets.UTF_8)) {
      Evaluation evaluation = new Evaluation(tables, allocator, mode);
      int defects = 0;
      for (Path file : corpora(cases, area)) {
        long start = System.nanoTime();
        Progress progress = run(file, evaluation, writer);
        defects += progress.defects;
        System.err.printf(
            "%-24s %6d cases %6.1f s%n",
            file.getFileName().toString().replace(".jsonl.gz", ""),
            progress.cases,
            (System.nanoTime() - start) / 1e9);
      }
      if (mode == null) {
        System.err.println("modes: " + evaluation.counts());
      }
      return defects;
    }
  }

  /** What was done of a file. */
  private record Progress(int cases, int defects) {}

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

  private static Progress run(Path file, Evaluation evaluation, BufferedWriter writer)
      throws IOException {
    int count = 0;
    int defects = 0;
    try (InputStream bytes = new GZIPInputStream(Files.newInputStream(file));
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        Case asked = Case.parse(line);
        Outcome outcome = evaluation.of(asked);
        if (outcome.defect != null) {
          System.err.println(asked.id() + "  " + asked.sql());
          outcome.defect.printStackTrace();
          defects++;
        }
        writer.write(outcome.toJson());
        writer.newLine();
        count++;
      }
    }
    return new Progress(count, defects);
  }
}
