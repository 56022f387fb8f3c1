// SPDX-License-Identifier: Apache-2.0
package io.millrace.connector;

import java.io.IOException;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/**
 * A file of rules as it was at some time: one with another time or length has other content.
 *
 * @param modified in milliseconds; -1 where only the name is known
 * @param length in bytes; -1 where only the name is known
 */
record RuleFile(String name, long modified, long length) {
  static final RuleFile NONE = named("");

  static RuleFile of(FileStatus status) {
    return new RuleFile(status.getPath().getName(), status.getModificationTime(), status.getLen());
  }

  static RuleFile named(String name) {
    return new RuleFile(name, -1, -1);
  }

  boolean isNone() {
    return name.isEmpty();
  }

  /** Whether it may be what the other says of a file of this name. */
  boolean fits(RuleFile other) {
    return length < 0 || other.length < 0 || equals(other);
  }

  void write(DataOutputSerializer out) throws IOException {
    out.writeUTF(name);
    out.writeLong(modified);
    out.writeLong(length);
  }

  static RuleFile read(DataInputDeserializer in) throws IOException {
    return new RuleFile(in.readUTF(), in.readLong(), in.readLong());
  }
}
