// SPDX-License-Identifier: Apache-2.0
package io.millrace.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a JVM holds after a collection that jobs could have left behind.
 *
 * @param loaders of user code
 * @param threads how many there are of each name, numbers and ids left out, but of Flink's RPC
 * @param open files and sockets that are open, where the system tells
 * @param files below its temporary directories
 * @param processes that it has started
 */
record Footprint(long loaders, Map<String, Long> threads, long open, long files, long processes) {
  private static final Duration SOON = Duration.ofMinutes(1);

  /** Pools of Flink's RPC, which have as many threads as messages came at once, up to a bound. */
  private static final Pattern ELASTIC = Pattern.compile("flink-(metrics-)?pekko\\..*dispatcher.*");

  static Footprint of(Program jvm, Path directory, Path temporary) {
    ask(jvm, directory, "GC.run");
    return new Footprint(
        ask(jvm, directory, "VM.classloader_stats").stream()
            .filter(line -> line.contains("ChildFirstClassLoader"))
            .count(),
        threads(ask(jvm, directory, "Thread.print")),
        count(Path.of("/proc/" + jvm.pid() + "/fd"), 1),
        count(temporary, Integer.MAX_VALUE),
        ProcessHandle.of(jvm.pid()).orElseThrow().descendants().count());
  }

  private static Map<String, Long> threads(List<String> lines) {
    return lines.stream()
        .filter(line -> line.startsWith("\""))
        .map(
            line ->
                line.substring(1, line.lastIndexOf('"')).replaceAll("[0-9a-f]*\\d[0-9a-f]*", "#"))
        .filter(name -> !ELASTIC.matcher(name).matches())
        .collect(Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting()));
  }

  private static long count(Path directory, int depth) {
    if (!Files.isDirectory(directory)) {
      return 0;
    }
    try (Stream<Path> files = Files.walk(directory, depth)) {
      return files.filter(each -> !Files.isDirectory(each)).count();
    } catch (UncheckedIOException | IOException goneMeanwhile) {
      return count(directory, depth);
    }
  }

  private static List<String> ask(Program jvm, Path directory, String question) {
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    List<String> command = List.of(jcmd.toString(), String.valueOf(jvm.pid()), question);
    try (Program asked = Program.start("jcmd", directory, Map.of(), command)) {
      return asked.succeed(SOON).out();
    }
  }

  /** What is more than there was; empty if nothing is. */
  String growth(Footprint before) {
    StringBuilder more = new StringBuilder();
    grown(more, "loaders", before.loaders, loaders);
    grown(more, "open files", before.open, open);
    grown(more, "files", before.files, files);
    grown(more, "processes", before.processes, processes);
    threads.forEach(
        (name, count) -> grown(more, name, before.threads.getOrDefault(name, 0L), count));
    return more.toString();
  }

  private static void grown(StringBuilder more, String what, long before, long now) {
    if (now > before) {
      more.append(what).append(": ").append(before).append(" -> ").append(now).append('\n');
    }
  }
}
