// SPDX-License-Identifier: Apache-2.0
package io.millrace.function;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.flink.annotation.Internal;

/**
 * The functions of a fresh DataFusion 55 session by name. A function has one own name, by which
 * expressions carry it, and may have others. Case counts.
 */
@Internal
public final class FunctionNames {
  private static final String RESOURCE = "functions.tsv";

  /** What the table says of one name; the result as it is written there, or nothing. */
  private record Entry(String ownName, String result) {}

  private static final Map<FunctionKind, Map<String, Entry>> ENTRIES = load();

  private FunctionNames() {}

  /** The own name of the function of that kind that {@code name} stands for. */
  public static Optional<String> find(String name, FunctionKind kind) {
    Entry entry = ENTRIES.get(kind).get(name);
    return entry == null ? Optional.empty() : Optional.of(entry.ownName());
  }

  /** What a call of the function of that own name gives; the first of these kinds decides. */
  public static CallResult result(String ownName, FunctionKind... kinds) {
    for (FunctionKind kind : kinds) {
      Entry entry = ENTRIES.get(kind).get(ownName);
      if (entry != null) {
        return entry.result.isEmpty()
            ? CallResult.UNKNOWN
            : constant(CallResult.class, entry.result);
      }
    }
    return CallResult.UNKNOWN;
  }

  /** Every name, own or other, of functions of these kinds; in order. */
  public static SortedSet<String> names(FunctionKind... kinds) {
    SortedSet<String> names = new TreeSet<>();
    for (FunctionKind kind : kinds) {
      names.addAll(ENTRIES.get(kind).keySet());
    }
    return Collections.unmodifiableSortedSet(names);
  }

  private static Map<FunctionKind, Map<String, Entry>> load() {
    Map<FunctionKind, Map<String, Entry>> byKind = new EnumMap<>(FunctionKind.class);
    for (FunctionKind kind : FunctionKind.values()) {
      byKind.put(kind, new HashMap<>());
    }
    try (InputStream stream = FunctionNames.class.getResourceAsStream(RESOURCE)) {
      read(new String(stream.readAllBytes(), StandardCharsets.ISO_8859_1), byKind);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + RESOURCE, e);
    }
    return byKind;
  }

  /** Line by line and without regard to what a line could be but is not: a first call waits. */
  private static void read(String table, Map<FunctionKind, Map<String, Entry>> byKind) {
    String kind = "";
    Map<String, Entry> names = null;
    for (int at = table.indexOf('\n') + 1; at < table.length(); ) {
      int end = table.indexOf('\n', at);
      int name = table.indexOf('\t', at);
      int ownName = table.indexOf('\t', name + 1);
      int tab = table.indexOf('\t', ownName + 1);
      int kindEnd = tab < 0 || tab > end ? end : tab;
      if (kindEnd - ownName - 1 != kind.length() || !table.startsWith(kind, ownName + 1)) {
        kind = table.substring(ownName + 1, kindEnd);
        names = byKind.get(constant(FunctionKind.class, kind));
      }
      String result = kindEnd < end ? table.substring(kindEnd + 1, end) : "";
      names.put(table.substring(at, name), new Entry(table.substring(name + 1, ownName), result));
      at = end + 1;
    }
  }

  private static <E extends Enum<E>> E constant(Class<E> type, String text) {
    return Enum.valueOf(type, text.replace('-', '_').toUpperCase(Locale.ROOT));
  }
}
