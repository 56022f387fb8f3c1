// SPDX-License-Identifier: Apache-2.0
package io.millrace;

import org.apache.flink.annotation.PublicEvolving;

/**
 * What went wrong, by who has to act; the codes of error lines and of {@link MillraceException}.
 */
@PublicEvolving
public enum ErrorCode {
  /** An event could not be read, or has no event time. */
  BAD_EVENT(Stage.EVENT),
  /** A rule line is no JSON object of the expected form. */
  MALFORMED_JSON(Stage.READ),
  /** Bytes are no encoded expression. */
  MALFORMED_BYTES(Stage.READ),
  /** An expression of a kind, or with a function, that this release does not know, or SQL. */
  UNSUPPORTED_EXPRESSION(Stage.READ),
  /** A store of values that fails, so that what is in it can not be read or written. */
  STORE_UNAVAILABLE(Stage.READ),
  /** A revision came twice with different content, or later than all that are higher. */
  REVISION_CONFLICT(Stage.READ),
  /** SQL text that does not parse. */
  SYNTAX(Stage.PARSE),
  /** A column, function or type that does not exist. */
  UNKNOWN_NAME(Stage.BIND),
  /** Operands or arguments of types that do not go together. */
  TYPE_MISMATCH(Stage.BIND),
  /** A kind of expression that has no meaning in this place. */
  NOT_ALLOWED_HERE(Stage.BIND),
  /** A function that came with the bytes and is not let in. */
  UNTRUSTED_FUNCTION(Stage.TRUST),
  /** A signature that does not match. */
  BAD_SIGNATURE(Stage.TRUST),
  /** A signed envelope past its date. */
  EXPIRED(Stage.TRUST),
  /** A signature by a key that was withdrawn. */
  REVOKED_KEY(Stage.TRUST),
  /** A signed envelope meant for someone else. */
  WRONG_AUDIENCE(Stage.TRUST),
  /** More, longer or deeper than a limit admits. */
  LIMIT_EXCEEDED(Stage.LIMIT),
  /** An evaluation that ran out of time. */
  DEADLINE_EXCEEDED(Stage.LIMIT),
  /** An evaluation whose thread was interrupted. */
  INTERRUPTED(Stage.LIMIT),
  /** A value for which an expression has no answer, such as a division by zero. */
  EVALUATION(Stage.EVALUATE),
  /** An event that came after its windows were closed. */
  LATE_EVENT(Stage.LATE),
  /** State written by a release that this one can not read. */
  STATE_INCOMPATIBLE(Stage.STATE),
  /** State whose checksum does not match. */
  STATE_CORRUPT(Stage.STATE);

  /** The station at which an error was found. */
  public enum Stage {
    EVENT,
    READ,
    PARSE,
    BIND,
    TRUST,
    LIMIT,
    EVALUATE,
    LATE,
    STATE
  }

  private final Stage stage;

  ErrorCode(Stage stage) {
    this.stage = stage;
  }

  public Stage stage() {
    return stage;
  }
}
