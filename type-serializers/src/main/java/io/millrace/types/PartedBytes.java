// SPDX-License-Identifier: Apache-2.0
package io.millrace.types;

import io.millrace.closure.Interned;
import io.millrace.expr.Bytes;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * Bytes that may be kept for long. Where there is a function in them, they are then held in their
 * {@link Part}s, and what others have as well is in memory once. Immutable.
 */
final class PartedBytes {
  /** Null where there are parts. */
  private final byte[] whole;

  private final List<Part> parts;
  private final int length;

  /** 0 until it is asked for: parts have to be joined, and what is base64 in them encoded. */
  private int hash;

  private PartedBytes(byte[] whole, List<Part> parts, int length) {
    this.whole = whole;
    this.parts = parts;
    this.length = length;
  }

  /** As they are. Takes them over. */
  static PartedBytes whole(byte[] bytes) {
    return new PartedBytes(bytes, List.of(), bytes.length);
  }

  /** The same to be kept for long; these where nothing is to be shared. */
  PartedBytes kept() {
    if (isParted() || length < Part.SHORTEST_RUN) {
      return this;
    }
    List<Part> found = Part.of(Bytes.wrap(whole));
    return isShared(found) ? new PartedBytes(null, held(found), length) : this;
  }

  private static boolean isShared(List<Part> parts) {
    return parts.stream()
        .anyMatch(
            part ->
                part instanceof Part.Shared
                    || (part instanceof Part.Base64Text text && isShared(text.parts())));
  }

  /** Nothing of what they are parts of. */
  private static List<Part> held(List<Part> parts) {
    return parts.stream().map(PartedBytes::held).toList();
  }

  private static Part held(Part part) {
    if (part instanceof Part.Shared shared) {
      return new Part.Shared(Interned.of(shared.bytes()));
    }
    return part instanceof Part.Base64Text text
        ? new Part.Base64Text(held(text.parts()))
        : new Part.Own(Bytes.wrap(((Part.Own) part).bytes().toArray()));
  }

  /** Whether anything is shared with others. */
  boolean isParted() {
    return whole == null;
  }

  /** Empty if they are not parted. */
  List<Part> parts() {
    return parts;
  }

  int length() {
    return length;
  }

  /** Not to be changed. */
  byte[] bytes() {
    return whole == null ? joined(parts) : whole;
  }

  private static byte[] joined(List<Part> parts) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (Part part : parts) {
      bytes.writeBytes(bytes(part));
    }
    return bytes.toByteArray();
  }

  private static byte[] bytes(Part part) {
    if (part instanceof Part.Shared shared) {
      return shared.bytes().toArray();
    }
    return part instanceof Part.Base64Text text
        ? Base64.getEncoder().encode(joined(text.parts()))
        : ((Part.Own) part).bytes().toArray();
  }

  @Override
  public boolean equals(Object other) {
    if (!(other instanceof PartedBytes that) || length != that.length) {
      return false;
    }
    if (isParted() && that.isParted()) {
      return parts.equals(that.parts);
    }
    return Arrays.equals(bytes(), that.bytes());
  }

  @Override
  public int hashCode() {
    if (hash == 0) {
      hash = Arrays.hashCode(bytes());
    }
    return hash;
  }
}
