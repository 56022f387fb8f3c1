// SPDX-License-Identifier: Apache-2.0
package io.millrace.closure;

import io.millrace.Limit;
import io.millrace.Limits;
import io.millrace.expr.Bytes;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The class files of a function, by internal name, in the order of their names, so that the same
 * classes are the same bytes. Immutable.
 */
final class ClassArchive {
  static final String SHIP = "ship function";
  static final String READ = "read function";

  private final SortedMap<String, byte[]> classes;
  private final byte[] bytes;
  private final Bytes digest;

  private ClassArchive(SortedMap<String, byte[]> classes, byte[] bytes) {
    this.classes = classes;
    this.bytes = bytes;
    this.digest = Bytes.wrap(bytes).sha256();
  }

  static ClassArchive of(Map<String, byte[]> classes, Limits limits) {
    SortedMap<String, byte[]> sorted = new TreeMap<>(classes);
    if (sorted.size() > limits.of(Limit.CLASSES)) {
      throw limits.exceeded(
          Limit.CLASSES, SHIP, sorted.size() + " classes, from " + dotted(sorted));
    }
    ByteWriter out = new ByteWriter();
    out.putVarint(sorted.size());
    sorted.forEach(
        (name, file) -> {
          out.putText(name);
          out.putBytes(file);
        });
    byte[] bytes = out.toByteArray();
    limits.check(Limit.CLASS_BYTES, SHIP, bytes.length, "bytes of classes");
    return new ClassArchive(sorted, bytes);
  }

  /** Takes over the bytes; looks at their form only. */
  static ClassArchive read(byte[] bytes, Limits limits) {
    limits.check(Limit.CLASS_BYTES, READ, bytes.length, "bytes of classes");
    ByteReader in = new ByteReader(bytes);
    int count = in.takeCount(2);
    limits.check(Limit.CLASSES, READ, count, "classes");
    TreeMap<String, byte[]> classes = new TreeMap<>();
    for (int i = 0; i < count; i++) {
      String name = in.takeText();
      if (!classes.isEmpty() && classes.lastKey().compareTo(name) >= 0) {
        throw ByteReader.malformed("classes that are not in the order of their names");
      }
      classes.put(name, in.takeBytes());
    }
    in.requireEnd();
    return new ClassArchive(classes, bytes);
  }

  /** Not to be changed. */
  SortedMap<String, byte[]> classes() {
    return classes;
  }

  /** Not to be changed. */
  byte[] bytes() {
    return bytes;
  }

  /** SHA-256 of the bytes. */
  Bytes digest() {
    return digest;
  }

  /** The highest major version of its class files, 0 without any. */
  int classFileLevel() {
    int level = 0;
    for (byte[] file : classes.values()) {
      if (file.length >= 8) {
        level = Math.max(level, ((file[6] & 0xff) << 8) | (file[7] & 0xff));
      }
    }
    return level;
  }

  private static String dotted(SortedMap<String, byte[]> classes) {
    return TravelNames.dotted(classes.firstKey()) + " to " + TravelNames.dotted(classes.lastKey());
  }
}
