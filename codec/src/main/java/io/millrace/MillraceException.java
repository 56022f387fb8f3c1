// SPDX-License-Identifier: Apache-2.0
package io.millrace;

import java.util.Objects;
import java.util.Optional;
import org.apache.flink.annotation.PublicEvolving;

/**
 * The library's one exception. Its message reads {@code Cannot <verb> <subject>: <found>[, expected
 * <what>]}; its {@link #code} says who has to act. An error in SQL text carries its {@link
 * #position}.
 */
@PublicEvolving
public final class MillraceException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** A place in SQL text; both count from 1. */
  public record Position(int line, int column) implements java.io.Serializable {}

  private final ErrorCode code;
  private final Position position;

  public MillraceException(ErrorCode code, String message) {
    this(code, message, null, null);
  }

  public MillraceException(ErrorCode code, String message, Throwable cause) {
    this(code, message, null, cause);
  }

  public MillraceException(ErrorCode code, String message, Position position) {
    this(code, message, position, null);
  }

  private MillraceException(ErrorCode code, String message, Position position, Throwable cause) {
    super(message, cause);
    this.code = Objects.requireNonNull(code);
    this.position = position;
  }

  public ErrorCode code() {
    return code;
  }

  /** Where in the SQL text, if the error was found there. */
  public Optional<Position> position() {
    return Optional.ofNullable(position);
  }
}
