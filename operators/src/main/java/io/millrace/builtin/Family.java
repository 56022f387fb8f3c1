// SPDX-License-Identifier: Apache-2.0
package io.millrace.builtin;

import io.millrace.datetime.DateTimeFunctions;
import io.millrace.math.MathFunctions;
import io.millrace.math.RoundingFunctions;
import io.millrace.nested.ListArranging;
import io.millrace.nested.ListBuilding;
import io.millrace.nested.ListEdits;
import io.millrace.nested.ListFunctions;
import io.millrace.nested.ListMaking;
import io.millrace.nested.ListMath;
import io.millrace.nested.ListSeries;
import io.millrace.nested.ListSets;
import io.millrace.nested.ListShapes;
import io.millrace.nested.ListText;
import io.millrace.nested.MapFunctions;
import io.millrace.nested.NestedFunctions;
import io.millrace.nested.UnionFunctions;
import io.millrace.scalar.Scalar;
import io.millrace.text.EncodingFunctions;
import io.millrace.text.HashFunctions;
import io.millrace.text.RegexFunctions;
import io.millrace.text.StringFunctions;
import io.millrace.text.TextBuilding;
import io.millrace.text.TextLists;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The files in which scalar functions are declared, each with the names that are declared in it:
 * making all declarations ready would be most of what a first expression costs in a cold JVM, so a
 * function makes ready its own family only.
 */
enum Family {
  DATE_TIME(
      "date_trunc date_part date_bin make_date make_time from_unixtime to_char to_date"
          + " to_local_time to_time to_unixtime to_timestamp to_timestamp_seconds"
          + " to_timestamp_millis to_timestamp_micros to_timestamp_nanos"),
  ENCODING("encode decode"),
  EXTREME("greatest least"),
  HASH("md5 sha224 sha256 sha384 sha512 digest"),
  LISTS(
      "array_element array_position array_slice array_has array_has_all array_has_any array_max"
          + " array_min array_length cardinality"),
  LIST_ARRANGING("array_any_value array_pop_front array_pop_back array_reverse array_sort"),
  LIST_BUILDING("array_append array_prepend array_concat"),
  LIST_EDITS(
      "array_positions array_remove array_remove_n array_remove_all array_replace array_replace_n"
          + " array_replace_all array_compact"),
  LIST_MATH(
      "array_sum array_avg array_product array_normalize array_add array_subtract array_scale"
          + " inner_product cosine_distance array_distance"),
  LIST_SETS("array_union array_intersect array_except array_distinct"),
  LIST_MAKING("array_repeat array_resize arrays_zip"),
  LIST_SERIES("range generate_series"),
  LIST_SHAPES("empty array_dims array_ndims flatten"),
  LIST_TEXT("array_to_string"),
  MAPS("map map_keys map_values map_entries map_extract"),
  MATH(
      "abs factorial gcd lcm isnan iszero nanvl power atan2 log pi random sqrt acos acosh asin"
          + " asinh atan atanh cbrt cos cosh cot degrees exp ln log10 log2 radians signum sin sinh"
          + " tan tanh"),
  NESTED("make_array struct named_struct get_field"),
  REGEX("regexp_like regexp_match regexp_replace regexp_count regexp_instr"),
  ROUNDING("ceil floor round trunc"),
  STRING(
      "ascii character_length octet_length bit_length strpos starts_with ends_with contains btrim"
          + " ltrim rtrim substr left right split_part substr_index find_in_set levenshtein"),
  TEXT_BUILDING(
      "upper lower initcap reverse chr to_hex concat concat_ws repeat replace lpad rpad translate"
          + " uuid overlay"),
  TEXT_LISTS("string_to_array"),
  TYPE("arrow_typeof"),
  UNIONS("union_tag union_extract");

  private static final Map<String, Family> BY_NAME = new HashMap<>();

  static {
    for (Family family : values()) {
      for (String name : family.names) {
        BY_NAME.put(name, family);
      }
    }
  }

  private final String[] names;

  Family(String names) {
    this.names = names.split(" ");
  }

  /** The family of the function of that name; null if there is none. */
  static Family of(String name) {
    return BY_NAME.get(name);
  }

  List<String> names() {
    return List.of(names);
  }

  List<Scalar> functions() {
    return switch (this) {
      case DATE_TIME -> DateTimeFunctions.ALL;
      case ENCODING -> EncodingFunctions.ALL;
      case EXTREME -> ExtremeFunctions.ALL;
      case HASH -> HashFunctions.ALL;
      case LISTS -> ListFunctions.ALL;
      case LIST_ARRANGING -> ListArranging.ALL;
      case LIST_BUILDING -> ListBuilding.ALL;
      case LIST_EDITS -> ListEdits.ALL;
      case LIST_MATH -> ListMath.ALL;
      case LIST_SETS -> ListSets.ALL;
      case LIST_MAKING -> ListMaking.ALL;
      case LIST_SERIES -> ListSeries.ALL;
      case LIST_SHAPES -> ListShapes.ALL;
      case LIST_TEXT -> ListText.ALL;
      case MAPS -> MapFunctions.ALL;
      case MATH -> MathFunctions.ALL;
      case NESTED -> NestedFunctions.ALL;
      case REGEX -> RegexFunctions.ALL;
      case ROUNDING -> RoundingFunctions.ALL;
      case STRING -> StringFunctions.ALL;
      case TEXT_BUILDING -> TextBuilding.ALL;
      case TEXT_LISTS -> TextLists.ALL;
      case TYPE -> TypeFunctions.ALL;
      case UNIONS -> UnionFunctions.ALL;
    };
  }
}
