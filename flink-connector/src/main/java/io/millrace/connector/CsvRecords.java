// SPDX-License-Identifier: Apache-2.0
package io.millrace.connector;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Records of RFC 4180, with for each field whether it was quoted. Empty lines are no records; lines
 * end with LF or CR LF.
 */
final class CsvRecords implements Closeable {
  /** A field's text without its quotes. */
  record Field(String text, boolean quoted) {}

  /**
   * @param problem why it is no record, or null; then {@code fields} is empty
   */
  record Line(long number, String text, List<Field> fields, String problem) {}

  private static final int END = -1;

  private final InputStream in;
  private final byte[] buffer = new byte[1 << 16];
  private int position;
  private int limit;
  private final ByteArrayOutputStream raw = new ByteArrayOutputStream();
  private final ByteArrayOutputStream field = new ByteArrayOutputStream();
  private final CharsetDecoder utf8 = StandardCharsets.UTF_8.newDecoder();
  private List<Field> fields = new ArrayList<>();
  private String problem;
  private long lines;

  CsvRecords(InputStream in) {
    this.in = in;
  }

  /** The next record, or null at the end. */
  Line next() throws IOException {
    while (peek() != END) {
      long number = lines + 1;
      raw.reset();
      fields = new ArrayList<>();
      problem = null;
      boolean more = true;
      while (more) {
        more = peek() == '"' ? quoted() : unquoted();
      }
      String text = text();
      if (!text.isEmpty()) {
        return new Line(number, text, problem == null ? fields : List.of(), problem);
      }
    }
    return null;
  }

  private String text() {
    byte[] bytes = raw.toByteArray();
    int length = bytes.length;
    if (length > 0 && bytes[length - 1] == '\n') {
      length--;
      length -= length > 0 && bytes[length - 1] == '\r' ? 1 : 0;
    }
    return new String(bytes, 0, length, StandardCharsets.UTF_8);
  }

  /** Reads up to and with the field's end; false if that is the record's end. */
  private boolean unquoted() throws IOException {
    field.reset();
    while (true) {
      int next = take();
      if (next == ',' || next == '\n' || next == END) {
        add(next == '\n' ? withoutReturn() : field.toByteArray(), false);
        return next == ',';
      }
      if (next == '"') {
        fail("quote inside an unquoted field");
      }
      field.write(next);
    }
  }

  private boolean quoted() throws IOException {
    field.reset();
    take();
    while (true) {
      int next = take();
      if (next == END) {
        fail("quoted field without an end");
        return false;
      }
      if (next != '"') {
        field.write(next);
      } else if (peek() == '"') {
        field.write(take());
      } else {
        add(field.toByteArray(), true);
        return behindQuote();
      }
    }
  }

  private boolean behindQuote() throws IOException {
    int next = take();
    if (next == '\r' && peek() == '\n') {
      next = take();
    }
    if (next != ',' && next != '\n' && next != END) {
      fail("text behind a closing quote");
      while (next != ',' && next != '\n' && next != END) {
        next = take();
      }
    }
    return next == ',';
  }

  private byte[] withoutReturn() {
    byte[] bytes = field.toByteArray();
    boolean returned = bytes.length > 0 && bytes[bytes.length - 1] == '\r';
    return returned ? java.util.Arrays.copyOf(bytes, bytes.length - 1) : bytes;
  }

  private void add(byte[] bytes, boolean quoted) {
    try {
      fields.add(new Field(utf8.decode(ByteBuffer.wrap(bytes)).toString(), quoted));
    } catch (CharacterCodingException malformed) {
      fail("field " + (fields.size() + 1) + " is no UTF-8");
    }
  }

  private void fail(String found) {
    if (problem == null) {
      problem = found;
    }
  }

  private int peek() throws IOException {
    if (position == limit) {
      limit = Math.max(0, in.read(buffer, 0, buffer.length));
      position = 0;
      if (limit == 0) {
        return END;
      }
    }
    return buffer[position] & 0xFF;
  }

  private int take() throws IOException {
    int next = peek();
    if (next != END) {
      position++;
      raw.write(next);
      lines += next == '\n' ? 1 : 0;
    }
    return next;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
