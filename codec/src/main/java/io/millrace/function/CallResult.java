// SPDX-License-Identifier: Apache-2.0
package io.millrace.function;

import org.apache.flink.annotation.Internal;

/** The type of a call, as far as a parser can tell it from the types of the arguments. */
@Internal
public enum CallResult {
  UNKNOWN,
  BOOLEAN,
  INT64,
  UINT64,
  FLOAT64,
  UTF8,
  /** A number, in a dictionary where the first argument is in one. */
  COUNT,
  /** A text in a dictionary. */
  TAG,
  /** That of the first argument. */
  FIRST,
  /** That of the second argument. */
  SECOND,
  /** That of the first argument, Float64 of NULL. */
  NUMBER,
  /** That of the first argument that is a list; a list of NULLs where none is. */
  FIRST_LIST,
  /** That of all arguments, where they have one. */
  SHARED,
  /** The same, and a text of NULLs alone. */
  SHARED_OR_TEXT,
  /**
   * As all arguments where they have one type, and a text of what is no number, boolean or text.
   */
  SIMPLE,
  /** That of the elements of the first argument. */
  ELEMENT,
  /** That of the elements of the first argument where they are lists, else its own. */
  FLAT,
  /** A list of what the first argument is. */
  LIST_OF_FIRST,
  /** A list of what the second argument is. */
  LIST_OF_SECOND,
  LIST_OF_UINT64,
  /** A list of floats, as deep as the first argument that is a list. */
  LIST_OF_FLOAT64,
  /** That of the first argument, or of NULL a list of what the second is. */
  FIRST_OR_LIST,
  /** That of the second argument, or of NULL a list of what the first is. */
  SECOND_OR_LIST,
  /** A list of the arguments. */
  LIST,
  /** A struct of the arguments. */
  STRUCT,
  /** A struct of names and values in turn. */
  NAMED_STRUCT,
  /** A map of a list of keys and a list of values. */
  MAP,
  /** The member of the first argument that the second names. */
  MEMBER,
  /** That whose name the second argument is. */
  NAMED,
  /** A list of the keys of the first argument. */
  KEYS,
  /** A list of the values of the first argument. */
  VALUES,
  /** A list of the entries of the first argument. */
  ENTRIES,
  /** A list of structs of an element of each argument. */
  ZIPPED
}
