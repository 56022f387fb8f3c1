// SPDX-License-Identifier: Apache-2.0
package io.millrace.connector.arrow;

import org.apache.flink.annotation.PublicEvolving;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.MemorySize;

/** Options of the format {@code arrow}; a table says them as {@code 'arrow.form'} and so on. */
@PublicEvolving
public final class ArrowFormatOptions {
  /** What is written; what is read is found out. */
  public enum Form {
    /** Arrow IPC streaming format. */
    STREAM,
    /** Arrow IPC file format, also known as Feather 2. */
    FILE
  }

  public static final ConfigOption<Form> FORM =
      ConfigOptions.key("form")
          .enumType(Form.class)
          .defaultValue(Form.FILE)
          .withDescription(
              "What is written: an Arrow IPC stream or an Arrow IPC file. Both are read.");

  public static final ConfigOption<Integer> BATCH_ROWS =
      ConfigOptions.key("batch-rows")
          .intType()
          .defaultValue(8_192)
          .withDescription("How many rows a written batch has at most.");

  public static final ConfigOption<MemorySize> MEMORY_LIMIT =
      ConfigOptions.key("memory-limit")
          .memoryType()
          .defaultValue(MemorySize.ofMebiBytes(256))
          .withDescription(
              "How much memory outside of the heap a reader or writer takes at most: a batch that"
                  + " is read with its dictionaries, unpacked, or a batch that is written. It is"
                  + " taken of the task off-heap memory (taskmanager.memory.task.off-heap.size).");

  private ArrowFormatOptions() {}
}
