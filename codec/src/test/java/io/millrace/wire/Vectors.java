// SPDX-License-Identifier: Apache-2.0
package io.millrace.wire;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** What the real DataFusion wrote, and hand-made bytes with what it makes of them. */
final class Vectors {
  private Vectors() {}

  /** Distinct encoded expressions of all kinds. */
  static List<byte[]> expressions() {
    List<byte[]> expressions = new ArrayList<>();
    try (DataInputStream in =
        new DataInputStream(
            new BufferedInputStream(new GZIPInputStream(resource("expressions.bin.gz"))))) {
      for (int first = in.read(); first >= 0; first = in.read()) {
        int length = first & 0x7f;
        for (int next = first, shift = 7; next > 0x7f; shift += 7) {
          next = in.readUnsignedByte();
          length |= (next & 0x7f) << shift;
        }
        expressions.add(in.readNBytes(length));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return expressions;
  }

  /** The lines of a table, without comments, split at tabs. */
  static List<String[]> table(String name) {
    try (InputStream in = resource(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split("\t", -1))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InputStream resource(String name) {
    return Vectors.class.getResourceAsStream(name);
  }
}
