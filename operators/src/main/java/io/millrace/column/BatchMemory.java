// SPDX-License-Identifier: Apache-2.0
package io.millrace.column;

import io.millrace.ErrorCode;
import io.millrace.Limit;
import io.millrace.Limits;
import io.millrace.MillraceException;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.OutOfMemoryException;
import org.apache.flink.annotation.Internal;

/**
 * What the results of one batch may take of an allocator. Buffers are charged as the allocator
 * rounds them; those that a result shares with its batch are not.
 */
@Internal
public final class BatchMemory {
  private final BufferAllocator allocator;
  private final Limits limits;
  private final long limit;
  private long taken;

  /** Within {@link Limit#BATCH_BYTES}. */
  public BatchMemory(BufferAllocator allocator, Limits limits) {
    this.allocator = allocator;
    this.limits = limits;
    limit = limits.of(Limit.BATCH_BYTES);
  }

  /** As much as the allocator has. */
  static BatchMemory all(BufferAllocator allocator) {
    return new BatchMemory(allocator, Limits.DEFAULT.with(Limit.BATCH_BYTES, Long.MAX_VALUE));
  }

  BufferAllocator allocator() {
    return allocator;
  }

  /** Starts the next batch. */
  public void begin() {
    taken = 0;
  }

  /** A buffer of some bytes, to be closed. */
  ArrowBuf take(long bytes) {
    return take(bytes, bytes, 0);
  }

  /**
   * A buffer of at least {@code least} bytes, as large as wanted if the limit admits it.
   *
   * @param instead the size of one that is closed as soon as the new one has its content
   */
  ArrowBuf take(long least, long wanted, long instead) {
    long free = limit - taken + instead;
    long size = rounded(wanted) <= free ? wanted : least;
    if (rounded(size) > free) {
      throw limits.exceeded(Limit.BATCH_BYTES, "write results of batch", "more bytes");
    }
    try {
      ArrowBuf buffer = allocator.buffer(size);
      taken += buffer.capacity() - instead;
      return buffer;
    } catch (OutOfMemoryException e) {
      throw new MillraceException(
          ErrorCode.LIMIT_EXCEEDED,
          "Cannot write results of batch: found no room in allocator \"%s\" of %d bytes"
              .formatted(allocator.getName(), allocator.getLimit()),
          e);
    }
  }

  private long rounded(long size) {
    return allocator.getRoundingPolicy().getRoundedSize(size);
  }
}
