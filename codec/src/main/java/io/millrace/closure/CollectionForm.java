// SPDX-License-Identifier: Apache-2.0
package io.millrace.closure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.BiFunction;

/**
 * The collections that travel, numbered by their place. Each arrives as the class that it was, one
 * that can't be changed as one that can't be changed.
 */
enum CollectionForm {
  ARRAY_LIST((elements, order) -> new ArrayList<>(elements)),
  LINKED_LIST((elements, order) -> new LinkedList<>(elements)),
  FIXED_LIST((elements, order) -> Arrays.asList(elements.toArray())),
  UNMODIFIABLE_LIST((elements, order) -> Collections.unmodifiableList(new ArrayList<>(elements))),
  HASH_SET((elements, order) -> new HashSet<>(elements)),
  LINKED_HASH_SET((elements, order) -> new LinkedHashSet<>(elements)),
  TREE_SET(
      (elements, order) -> {
        Collection<Object> set = new TreeSet<>(order);
        set.addAll(elements);
        return set;
      }),
  /** Without an order of its own. */
  IMMUTABLE_SET((elements, order) -> Collections.unmodifiableSet(new HashSet<>(elements))),
  UNMODIFIABLE_SET((elements, order) -> Collections.unmodifiableSet(new LinkedHashSet<>(elements)));

  private static final CollectionForm[] FORMS = values();

  private static final Map<String, CollectionForm> BY_CLASS =
      Map.ofEntries(
          Map.entry("ArrayList", ARRAY_LIST),
          Map.entry("LinkedList", LINKED_LIST),
          Map.entry("Arrays$ArrayList", FIXED_LIST),
          Map.entry("ImmutableCollections$List12", UNMODIFIABLE_LIST),
          Map.entry("ImmutableCollections$ListN", UNMODIFIABLE_LIST),
          Map.entry("ImmutableCollections$SubList", UNMODIFIABLE_LIST),
          Map.entry("Collections$UnmodifiableList", UNMODIFIABLE_LIST),
          Map.entry("Collections$UnmodifiableRandomAccessList", UNMODIFIABLE_LIST),
          Map.entry("Collections$EmptyList", UNMODIFIABLE_LIST),
          Map.entry("Collections$SingletonList", UNMODIFIABLE_LIST),
          Map.entry("HashSet", HASH_SET),
          Map.entry("LinkedHashSet", LINKED_HASH_SET),
          Map.entry("TreeSet", TREE_SET),
          Map.entry("ImmutableCollections$Set12", IMMUTABLE_SET),
          Map.entry("ImmutableCollections$SetN", IMMUTABLE_SET),
          Map.entry("Collections$EmptySet", IMMUTABLE_SET),
          Map.entry("Collections$SingletonSet", IMMUTABLE_SET),
          Map.entry("Collections$UnmodifiableSet", UNMODIFIABLE_SET));

  private final BiFunction<List<Object>, Comparator<Object>, Collection<Object>> maker;

  CollectionForm(BiFunction<List<Object>, Comparator<Object>, Collection<Object>> maker) {
    this.maker = maker;
  }

  /** Null if there is none. */
  static CollectionForm of(Collection<?> value) {
    String name = value.getClass().getName();
    return name.startsWith("java.util.") ? BY_CLASS.get(name.substring(10)) : null;
  }

  static CollectionForm of(int number) {
    if (number >= FORMS.length) {
      throw ByteReader.malformed("a collection of kind " + number);
    }
    return FORMS[number];
  }

  /** Whether the order of its elements is an accident, which the bytes must not show. */
  boolean isUnordered() {
    return this == HASH_SET || this == IMMUTABLE_SET;
  }

  boolean isSorted() {
    return this == TREE_SET;
  }

  /**
   * @param order of a sorted one; null is the elements' own
   */
  Collection<Object> make(List<Object> elements, Comparator<Object> order) {
    return maker.apply(elements, order);
  }
}
