// SPDX-License-Identifier: Apache-2.0
package io.millrace;

import java.util.Locale;
import org.apache.flink.annotation.PublicEvolving;

/**
 * What is limited, one constant each, with the value that holds unless another is given: to a
 * session by {@link Limits#with}, to a JVM by a system property, {@code
 * -Dmillrace.maxBytes=2097152}. {@code docs/reference/limits.md} is this list.
 *
 * <p>Caps that only decide how something is computed are no limits, and are not here.
 */
@PublicEvolving
public enum Limit {
  BYTES(Scope.SESSION, Unit.BYTES, 1 << 20, "an encoded expression without functions by value"),
  CODE_BYTES(Scope.SESSION, Unit.BYTES, 7 << 20, "the functions that it brings"),
  DEPTH(Scope.SESSION, Unit.LEVELS, 49, "nodes of an expression; DataFusion 55 reads as many"),
  NODES(
      Scope.SESSION,
      Unit.COUNT,
      50_000,
      "nodes of an expression, operands of chains and items of lists included"),
  LIST_ITEMS(Scope.SESSION, Unit.COUNT, 100_000, "items of an encoded IN list"),
  LITERAL_BYTES(Scope.SESSION, Unit.BYTES, 1 << 20, "an encoded literal"),
  SQL_LENGTH(Scope.SESSION, Unit.CHARACTERS, 65_536, "an SQL text"),
  TYPE_DEPTH(Scope.PROCESS, Unit.LEVELS, 100, "types in the text of a type"),
  BOUND_DEPTH(
      Scope.SESSION,
      Unit.LEVELS,
      1_000,
      "operations of an expression that comes as data, chains written out"),

  CLASSES(Scope.SESSION, Unit.COUNT, 64, "classes of a function by value"),
  CLASS_BYTES(Scope.SESSION, Unit.BYTES, 1 << 20, "these classes together"),
  CAPTURED_BYTES(Scope.SESSION, Unit.BYTES, 1 << 20, "what a function by value captured"),
  CAPTURED_DEPTH(Scope.SESSION, Unit.LEVELS, 64, "values in what it captured"),
  CALL_MILLIS(Scope.SESSION, Unit.MILLISECONDS, 1_000, "one call of a function by value"),
  CALL_BYTES(
      Scope.SESSION,
      Unit.BYTES,
      1L << 30,
      "arguments and result of one call of a function over vectors"),

  BATCH_BYTES(
      Scope.SESSION,
      Unit.BYTES,
      64L << 20,
      "the Arrow vectors made of a batch, as its allocator rounds them; shared ones do not count"),
  BATCH_MILLIS(
      Scope.SESSION,
      Unit.MILLISECONDS,
      Long.MAX_VALUE,
      "the evaluation of an Arrow batch, of a window, or of an expression over a row by itself"),
  VALUE_BYTES(
      Scope.PROCESS,
      Unit.BYTES,
      1 << 20,
      "a text, binary or list that a function builds; 8 bytes for each element"),
  ROW_STEPS(
      Scope.PROCESS,
      Unit.COUNT,
      1_000_000_000,
      "steps of a function for one row, where they grow with the square of its arguments"),
  PATTERN_LENGTH(Scope.PROCESS, Unit.CHARACTERS, 4_096, "a regular expression"),
  PATTERN_BYTES(
      Scope.PROCESS, Unit.BYTES, 10 << 20, "what Rust's library makes of one; it admits as many"),
  GROUP_PLACES(
      Scope.PROCESS,
      Unit.COUNT,
      1 << 24,
      "places that the groups of one have kept at a character, on all ways that are open"),

  ENVELOPE_LENGTH(
      Scope.PROCESS,
      Unit.CHARACTERS,
      16 << 20,
      "the text of a signed envelope, its body in base64 included"),
  SIGNATURES(Scope.PROCESS, Unit.COUNT, 16, "signatures of an envelope"),
  KEY_ID_LENGTH(Scope.PROCESS, Unit.CHARACTERS, 256, "the id of a signature's key"),
  SIGNATURE_BYTES(Scope.PROCESS, Unit.BYTES, 1_024, "a signature"),

  RULE_ID_LENGTH(Scope.PROCESS, Unit.CHARACTERS, 256, "the id of a rule"),
  WINDOWS_OF_ROW(Scope.PROCESS, Unit.COUNT, 10_000, "windows that a row is in"),
  REVISIONS(
      Scope.SESSION,
      Unit.COUNT,
      100,
      "revisions of a rule, those to come and those with open windows included"),
  RULES(
      Scope.SESSION,
      Unit.COUNT,
      10_000,
      "rules of a job that are in force or have changes to come, those that came signed and others"
          + " apart"),
  RULE_BYTES(
      Scope.SESSION,
      Unit.BYTES,
      64L << 20,
      "the revisions of these, as they were written, those that came signed and others apart"),

  WAITING_BYTES(
      Scope.SESSION,
      Unit.BYTES,
      256L << 20,
      "events that wait at one task until the first rules are in force, about as they lie in"
          + " memory"),
  WINDOW_KEYS(
      Scope.SESSION,
      Unit.COUNT,
      10_000_000,
      "keys of rules of one key, window and where that have open windows at one task"),
  HELD_ROWS(
      Scope.SESSION,
      Unit.COUNT,
      100_000_000,
      "rows of open windows at one task, of rules of one key, window and where, that aggregates"
          + " keep something of each of"),
  SESSION_SECONDS(
      Scope.SESSION,
      Unit.COUNT,
      366 * 86_400,
      "seconds of event time from the first row of a rule's session to its last"),
  WINDOW_ROWS(
      Scope.PROCESS,
      Unit.COUNT,
      10_000_000,
      "rows of a window that OVER looks at, or that it keeps of a key"),
  STATE_BYTES(
      Scope.PROCESS,
      Unit.BYTES,
      64L << 20,
      "the values that an aggregate keeps of a group, or a call with OVER of its frame; 8 bytes for"
          + " each at least"),

  STORED_BYTES(Scope.PROCESS, Unit.BYTES, 64 << 20, "a value in a store of payloads");

  /** For whom a value can be given. */
  public enum Scope {
    /** Each session has its own. */
    SESSION,
    /** All of a JVM have the same. */
    PROCESS
  }

  /** What is counted. */
  public enum Unit {
    BYTES,
    CHARACTERS,
    COUNT,
    /** Things in one another. */
    LEVELS,
    MILLISECONDS
  }

  private final Scope scope;
  private final Unit unit;
  private final long standard;
  private final String what;
  private final String key;

  Limit(Scope scope, Unit unit, long standard, String what) {
    this.scope = scope;
    this.unit = unit;
    this.standard = standard;
    this.what = what;
    StringBuilder camel = new StringBuilder("max");
    for (String word : name().split("_")) {
      camel.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
    }
    this.key = camel.toString();
  }

  /** As messages, documents and system properties call it, such as {@code maxListItems}. */
  public String key() {
    return key;
  }

  public Scope scope() {
    return scope;
  }

  public Unit unit() {
    return unit;
  }

  /** The value if none is given; {@code Long.MAX_VALUE} for none at all. */
  public long standard() {
    return standard;
  }

  /** What has it, as part of a sentence. */
  public String what() {
    return what;
  }

  /** Of the error of whatever goes over it. */
  public ErrorCode code() {
    return unit == Unit.MILLISECONDS ? ErrorCode.DEADLINE_EXCEEDED : ErrorCode.LIMIT_EXCEEDED;
  }
}
