// SPDX-License-Identifier: Apache-2.0
package io.millrace.function;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.flink.annotation.Internal;

/**
 * The functions of a fresh DataFusion 55 session by name. A function has one own name, by which
 * expressions carry it, and may have others. Case counts.
 */
@Internal
public final class FunctionNames {
  private static final String RESOURCE = "functions.tsv";
  private static final Map<FunctionKind, SortedMap<String, String>> OWN_NAMES = load();

  private FunctionNames() {}

  /** The own name of the function of that kind that {@code name} stands for. */
  public static Optional<String> find(String name, FunctionKind kind) {
    return Optional.ofNullable(OWN_NAMES.get(kind).get(name));
  }

  /** Every name, own or other, of functions of these kinds; in order. */
  public static SortedSet<String> names(FunctionKind... kinds) {
    SortedSet<String> names = new TreeSet<>();
    for (FunctionKind kind : kinds) {
      names.addAll(OWN_NAMES.get(kind).keySet());
    }
    return Collections.unmodifiableSortedSet(names);
  }

  private static Map<FunctionKind, SortedMap<String, String>> load() {
    Map<FunctionKind, SortedMap<String, String>> byKind = new EnumMap<>(FunctionKind.class);
    for (FunctionKind kind : FunctionKind.values()) {
      byKind.put(kind, new TreeMap<>());
    }
    try (InputStream stream = FunctionNames.class.getResourceAsStream(RESOURCE);
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.isEmpty() && line.charAt(0) != '#') {
          String[] columns = line.split("\t", -1);
          FunctionKind kind =
              FunctionKind.valueOf(columns[2].replace('-', '_').toUpperCase(Locale.ROOT));
          byKind.get(kind).put(columns[0], columns[1]);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + RESOURCE, e);
    }
    return byKind;
  }
}
