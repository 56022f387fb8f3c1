// SPDX-License-Identifier: Apache-2.0
package io.millrace.datetime;

/** Why a text is not what a format describes. */
enum Mismatch {
  OTHER_FORM("it has another form"),
  TOO_SHORT("it ends too early"),
  TOO_LONG("it goes on behind the format's end"),
  OUT_OF_RANGE("a field is out of range"),
  IMPOSSIBLE("its fields contradict each other"),
  NO_ZONE("it ends with no name of a time zone"),
  NOT_ENOUGH("it has too few fields for a point in time"),
  BAD_FORMAT("the format has an unknown specifier, or %Z in another place than its end");

  private final String text;

  Mismatch(String text) {
    this.text = text;
  }

  @Override
  public String toString() {
    return text;
  }
}
