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

  /** What the table says of one name. */
  private record Entry(String ownName, CallResult result) {}

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
        return entry.result();
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
      String kind = null;
      Map<String, Entry> names = null;
      for (String line : new String(stream.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
        if (line.charAt(0) != '#') {
          String[] columns = line.split("\t");
          if (!columns[2].equals(kind)) {
            kind = columns[2];
            names = byKind.get(constant(FunctionKind.class, kind));
          }
          CallResult result =
              columns.length > 3 ? constant(CallResult.class, columns[3]) : CallResult.UNKNOWN;
          names.put(columns[0], new Entry(columns[1], result));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + RESOURCE, e);
    }
    return byKind;
  }

  private static <E extends Enum<E>> E constant(Class<E> type, String text) {
    return Enum.valueOf(type, text.replace('-', '_').toUpperCase(Locale.ROOT));
  }
}
