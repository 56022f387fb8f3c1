// SPDX-License-Identifier: Apache-2.0
package io.millrace.closure;

/** What kind of captured value follows; its number on the wire is its place here. */
enum ValueTag {
  NULL,
  TRUE,
  FALSE,
  BYTE,
  SHORT,
  CHAR,
  INT,
  LONG,
  FLOAT,
  DOUBLE,
  STRING,
  BIG_INTEGER,
  BIG_DECIMAL,
  /** A class of java.time: the name of its {@link TimeForm}, its text. */
  TIME,
  BYTES,
  SHORTS,
  CHARS,
  INTS,
  LONGS,
  FLOATS,
  DOUBLES,
  BOOLEANS,
  /** Component class, elements. */
  ARRAY,
  /** The name of its {@link CollectionForm}, elements. */
  COLLECTION,
  /** The name of its {@link MapForm}, entries. */
  MAP,
  /** Class, name. */
  ENUM,
  /** Class, components. */
  RECORD,
  /** Class, then for each class of its line the fields, by name. */
  OBJECT,
  /** {@link LambdaForm}, captured values. */
  LAMBDA;

  private static final ValueTag[] TAGS = values();

  static ValueTag of(int number) {
    if (number >= TAGS.length) {
      throw ByteReader.malformed("a value of kind " + number);
    }
    return TAGS[number];
  }
}
