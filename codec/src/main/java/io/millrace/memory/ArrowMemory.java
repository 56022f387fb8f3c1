// SPDX-License-Identifier: Apache-2.0
package io.millrace.memory;

import java.nio.ByteBuffer;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.flink.annotation.PublicEvolving;

/**
 * The one source of Arrow allocators. They need neither of Arrow's allocator artifacts and work on
 * every JVM from 17 on that was started with {@code --add-opens=java.base/java.nio=ALL-UNNAMED}.
 */
@PublicEvolving
public final class ArrowMemory {
  /** Sizes are rounded up to it: Arrow's format asks for it, and a power of two wastes a third. */
  private static final long UNIT = 64;

  private ArrowMemory() {}

  /**
   * An allocator of at most {@code limit} bytes, which the caller closes. Going over the limit is
   * Arrow's {@code OutOfMemoryException}; closing it with bytes outstanding is an {@link
   * IllegalStateException} that names it.
   *
   * @throws IllegalStateException where the JVM was started without the option
   */
  public static BufferAllocator newAllocator(String name, long limit) {
    Module arrow = RootAllocator.class.getModule();
    requireOpen(ByteBuffer.class.getModule().isOpen("java.nio", arrow));
    NativeMemory.Factory factory = new NativeMemory.Factory();
    ArrowDefault.provide(factory);
    // The name is the child's: Arrow calls every root ROOT. A root without buffers owns nothing.
    return new RootAllocator(
            RootAllocator.configBuilder()
                .allocationManagerFactory(factory)
                .maxAllocation(limit)
                .roundingPolicy(ArrowMemory::rounded)
                .build())
        .newChildAllocator(name, 0, limit);
  }

  /** How many bytes all allocators hold now, of everything that shares this class. */
  public static long allocatedBytes() {
    return NativeMemory.allocatedBytes();
  }

  private static long rounded(long size) {
    return (size + UNIT - 1) & -UNIT;
  }

  static void requireOpen(boolean open) {
    if (!open) {
      throw new IllegalStateException(
          "Cannot allocate Arrow memory: package java.nio is closed to it, expected a JVM started"
              + " with --add-opens=java.base/java.nio=ALL-UNNAMED (in Flink's configuration:"
              + " env.java.opts.all)");
    }
  }
}
