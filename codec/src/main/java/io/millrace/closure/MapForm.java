// SPDX-License-Identifier: Apache-2.0
package io.millrace.closure;

import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;

/** The maps that travel, numbered by their place; see {@link CollectionForm}. */
enum MapForm {
  HASH_MAP((entries, order) -> new HashMap<>(entries)),
  LINKED_HASH_MAP((entries, order) -> entries),
  TREE_MAP(
      (entries, order) -> {
        Map<Object, Object> map = new TreeMap<>(order);
        map.putAll(entries);
        return map;
      }),
  CONCURRENT_HASH_MAP((entries, order) -> new ConcurrentHashMap<>(entries)),
  /** Without an order of its own. */
  IMMUTABLE_MAP((entries, order) -> Collections.unmodifiableMap(new HashMap<>(entries))),
  UNMODIFIABLE_MAP((entries, order) -> Collections.unmodifiableMap(entries));

  private static final MapForm[] FORMS = values();

  private static final Map<String, MapForm> BY_CLASS =
      Map.ofEntries(
          Map.entry("HashMap", HASH_MAP),
          Map.entry("LinkedHashMap", LINKED_HASH_MAP),
          Map.entry("TreeMap", TREE_MAP),
          Map.entry("concurrent.ConcurrentHashMap", CONCURRENT_HASH_MAP),
          Map.entry("ImmutableCollections$Map1", IMMUTABLE_MAP),
          Map.entry("ImmutableCollections$MapN", IMMUTABLE_MAP),
          Map.entry("Collections$EmptyMap", IMMUTABLE_MAP),
          Map.entry("Collections$SingletonMap", IMMUTABLE_MAP),
          Map.entry("Collections$UnmodifiableMap", UNMODIFIABLE_MAP));

  private final BiFunction<Map<Object, Object>, Comparator<Object>, Map<Object, Object>> maker;

  MapForm(BiFunction<Map<Object, Object>, Comparator<Object>, Map<Object, Object>> maker) {
    this.maker = maker;
  }

  /** Null if there is none. */
  static MapForm of(Map<?, ?> value) {
    String name = value.getClass().getName();
    return name.startsWith("java.util.") ? BY_CLASS.get(name.substring(10)) : null;
  }

  static MapForm of(int number) {
    if (number >= FORMS.length) {
      throw ByteReader.malformed("a map of kind " + number);
    }
    return FORMS[number];
  }

  /** Whether the order of its entries is an accident, which the bytes must not show. */
  boolean isUnordered() {
    return this == HASH_MAP || this == CONCURRENT_HASH_MAP || this == IMMUTABLE_MAP;
  }

  boolean isSorted() {
    return this == TREE_MAP;
  }

  /** Takes over the entries. */
  Map<Object, Object> make(LinkedHashMap<Object, Object> entries, Comparator<Object> order) {
    return maker.apply(entries, order);
  }
}
