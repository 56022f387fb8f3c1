// SPDX-License-Identifier: Apache-2.0
package io.millrace.udf;

import io.millrace.expr.Bytes;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The start of a pickle, of which only the bytes are looked at that a tuple beginning with a text
 * has: protocol 5, a frame, a mark, the text. No opcode is executed.
 */
record PickleStart(Optional<String> name, Optional<String> fault) {
  private static final int PROTO = 0x80;
  private static final int FRAME = 0x95;
  private static final int MARK = '(';
  private static final int SHORT_TEXT = 0x8c;
  private static final int TEXT = 'X';
  private static final int MEMOIZE = 0x94;
  private static final int NONE = 'N';
  private static final int EMPTY_TUPLE = ')';
  private static final int STOP = '.';

  static PickleStart of(Bytes payload, int from) {
    byte[] bytes = payload.toArray();
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).position(from);
    if (!in.hasRemaining()) {
      return damaged("Ran out of input");
    }
    int first = next(in);
    if (first != PROTO) {
      return damaged(String.format("invalid load key, 0x%02x", first));
    }
    if (in.remaining() < 2) {
      return damaged(in.hasRemaining() ? "Ran out of input" : "pickle data was truncated");
    }
    in.get();
    int opcode = next(in);
    if (opcode == FRAME) {
      if (in.remaining() < Long.BYTES) {
        return damaged("pickle data was truncated");
      }
      long length = in.getLong();
      if (length < 1 || length > in.remaining()) {
        return damaged("pickle data was truncated");
      }
      opcode = next(in);
    }
    return tuple(opcode, in);
  }

  private static PickleStart tuple(int opcode, ByteBuffer in) {
    if (opcode == NONE || opcode == SHORT_TEXT || opcode == TEXT) {
      return damaged("the pickle is not an instance of 'tuple'");
    } else if (opcode == EMPTY_TUPLE && in.hasRemaining() && next(in) == STOP) {
      return damaged("tuple index out of range");
    }
    return opcode == MARK
        ? new PickleStart(text(in), Optional.empty())
        : new PickleStart(Optional.empty(), Optional.empty());
  }

  /** The first member of the tuple, if it is a text as Python writes one. */
  private static Optional<String> text(ByteBuffer in) {
    if (in.remaining() < 2) {
      return Optional.empty();
    }
    int opcode = next(in);
    long length = -1;
    if (opcode == SHORT_TEXT) {
      length = next(in);
    } else if (opcode == TEXT && in.remaining() >= Integer.BYTES) {
      length = Integer.toUnsignedLong(in.getInt());
    }
    if (length < 0 || length >= in.remaining()) {
      return Optional.empty();
    }
    byte[] utf8 = new byte[(int) length];
    in.get(utf8);
    if (next(in) != MEMOIZE) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  private static int next(ByteBuffer in) {
    return in.get() & 0xff;
  }

  private static PickleStart damaged(String fault) {
    return new PickleStart(Optional.empty(), Optional.of(fault));
  }
}
